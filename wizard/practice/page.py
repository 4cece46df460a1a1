"""The page at the root of the practice server: says what this is, to whoever opens it."""

FRONT_PAGE = """<!doctype html>
<html lang="nb">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Øvelsesselskap</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem;
         color: #14242b; background: #f5f7f8 }
  @media (prefers-color-scheme: dark) { body { color: #e6eef0; background: #10191d } }
</style>
<h1>Øvelsesselskap</h1>
<p>Her svarer et selskap som ikke finnes. Det er laget for å øve på koblingen: alle navn, numre og
beløp er oppdiktet, og ingenting av det du gjør her, når fram til et ekte regnskap.</p>
<p>Programmer snakker med det under <code>/v2</code>. Når du stopper serveren, er alt glemt.</p>
</html>
"""
