// The button that copies the key. Without this file the key can be selected and copied by hand.
const button = document.getElementById("copy");
const key = document.getElementById("key");
const said = document.getElementById("said");

button.hidden = false;
button.addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(key.value);
    said.textContent = said.dataset.copied;
  } catch {
    key.select();
    said.textContent = said.dataset.marked;
  }
});
