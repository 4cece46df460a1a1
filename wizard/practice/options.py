"""What the practice server can be told to do differently.

Most options stand for something that is not established about the real service. The default is
the answer that is hardest on a client, or the only one that has been seen; the other answer is
there so that a client can be tried against both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass
class Options:
    """The switches of a practice world; they may be turned while it is being served."""

    # --- pace -------------------------------------------------------------------------------
    rate_limit: int | None = 100
    """Calls allowed per key and consumer in one window; None switches the limit off."""
    rate_window_seconds: float = 10
    reset_missing_every: int = 2
    """Every n-th 429 lacks X-Rate-Limit-Reset, which has been reported of the real service."""
    latency_ms: int = 0
    """Waited before each call, while other calls go on."""

    # --- keys and sessions ------------------------------------------------------------------
    employee_token_refusal: Literal[422, 404] = 422
    """A revoked or unknown employee token has been seen answered with either."""
    session_ends: Literal["end_of_date", "start_of_date"] = "end_of_date"
    """Which midnight of expirationDate ends the session; the texts allow both readings."""
    refresh_status: Literal[200, 201] = 201
    refresh_hold_ms: int = 0
    """How long making a session occupies its refresh token; a second one meanwhile is a 409."""
    integrations_off: Literal["refuse_all", "refuse_sessions"] = "refuse_all"
    """What stops when the service is switched off: sessions already made too, or new ones only."""
    foreign_company_status: Literal[403, 401] = 403
    """A Basic user name that is a company the key does not reach; the exact refusal is unknown."""

    client_is: Literal["client", "office"] = "client"
    """Whose company whoAmI names at a client: the client's own, or still the office's. Neither has
    been seen; that the client's id as user name opens the client's books has."""

    # --- rights -----------------------------------------------------------------------------
    entitlement_names: Literal["constants", "labels"] = "constants"
    """Both spellings have been seen: AUTH_CUSTOMER_ADMIN, and words such as "User admin"."""
    entitlements_readable: bool = True
    """False: the list of entitlements itself is refused, as it may be for a narrow key."""

    # --- reading ----------------------------------------------------------------------------
    honour_changed_since: bool = True
    """GET /customer?changedSince has been reported both to work and to be ignored."""
    customer_inactive_default: Literal["active_only", "all"] = "active_only"
    """The vendor's description gives isInactive on GET /customer the default false, "equals"."""
    max_matches: int = 10_000
    """A query that matches more fails with 23000, whatever its count."""

    # --- writing ----------------------------------------------------------------------------
    list_semantics: Literal["all_or_nothing", "per_element_stop"] = "all_or_nothing"
    """A bad element undoes the whole list, or only stops it: elements before it are kept."""
    max_list_elements: int = 1000
    """The size limit of /list writes is not documented."""
    unique_employee_numbers: bool = True
    """Whether two employees of a company may share a number is not established."""
    null_in_put: Literal["empties", "kept"] = "empties"
    """Whether null for a field of a PUT empties it, or is passed over, is not documented."""
    in_use_status: Literal[422, 409] = 422
    """How a DELETE of what is in use is refused; 422 has been seen for customers, 409 has not."""
    department_accounting: bool = True
    """Department accounting has been active: employees need one, and managers are shown."""
    customer_send_method: Literal["EMAIL", "EHF"] = "EMAIL"
    """Default invoiceSendMethod: a live sample has EMAIL, the vendor's questions and answers say
    EHF for other than private persons, which then demands a postal address."""

    # --- web pages --------------------------------------------------------------------------
    marketplace_redirect: str | None = None
    """Where a key made in the marketplace is sent: the vendor's redirect address, on this machine.
    None: the page only tells what would have happened."""
    marketplace_sender: Literal["server", "browser"] = "server"
    """Who sends it there, the service itself or a form in the user's browser: not established."""
