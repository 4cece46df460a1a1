"""What a key may ask about itself: its company, its modules, its entitlements, who it is."""

from __future__ import annotations

from . import refusals, rights
from .call import Answer, Call
from .company import Company
from .listing import list_answer
from .office import reached
from .render import renderer, selected
from .rights import ENTITLEMENT_IDS
from .schema import model
from .tables import Entity

_MOST_ENTITLEMENTS = 10_000
_API_MODULE = "API_V2"
_SUBSCRIBED_SINCE = "2024-01-01"


def who_am_i(call: Call) -> Answer:
    """GET /token/session/>whoAmI: the owner of the key, and the employee that the key itself is."""
    key = call.key
    company = call.company.id if call.options.client_is == "client" else key.company
    info = Entity(
        {
            "employeeId": key.owner,
            "actualEmployeeId": key.employee,
            "employee": {"id": key.owner},
            "companyId": company,
            "company": {"id": company},
            "language": key.language,
            "loggedInWithConnect": False,
            "employeeIsProxy": False,
        }
    )
    return Answer(200, {"value": renderer(call, model("LoggedInUserInfo"), selected(call))(info)})


def get_company(call: Call, entity_id: int) -> Answer:
    """GET /company/{id}: only the one the call is for."""
    if entity_id != call.company.id:
        raise refusals.not_found()
    render = renderer(call, model("Company"), selected(call))
    return Answer(200, {"value": render(call.company.details)})


def with_login_access(call: Call) -> Answer:
    """GET /company/>withLoginAccess: the clients that an office's key has been let into."""
    # What customerCompanyId is has not been established.
    rows = [
        Entity(client.details | {"customerCompanyId": None})
        for client in reached(call.world, call.key)
    ]
    return list_answer(call, model("Client"), rows)


def list_modules(call: Call) -> Answer:
    """GET /company/salesmodules. That API_V2 stands for Integrasjoner is an inference."""
    modules = call.company.modules + [_API_MODULE] * call.company.integrations_on
    rows = [Entity({"name": name, "costStartDate": _SUBSCRIBED_SINCE}) for name in modules]
    return list_answer(call, model("SalesModule"), rows)


def buy_module(call: Call) -> Answer:
    """POST /company/salesmodules: refused to every ordinary key, after a look at the body."""
    call.body()
    raise refusals.forbidden()


def list_entitlements(call: Call) -> Answer:
    """GET /employee/entitlement: those of one employee, the owner of the key by default."""
    raw = call.query.get("employeeId") or str(call.key.owner)
    employee_id = int(raw) if raw.isdecimal() else 0
    return list_answer(call, model("Entitlement"), _entitlements(call, employee_id))


def get_entitlement(call: Call, entity_id: int) -> Answer:
    """GET /employee/entitlement/{id}."""
    for row in _entitlements(call, entity_id // _MOST_ENTITLEMENTS):
        if row.id == entity_id:
            render = renderer(call, model("Entitlement"), selected(call))
            return Answer(200, {"value": render(row)})
    raise refusals.not_found()


def _entitlements(call: Call, employee_id: int) -> list[Entity]:
    own = employee_id in (call.key.owner, call.key.employee)
    if not call.options.entitlements_readable or not (own or call.may(rights.OTHERS_ENTITLEMENTS)):
        raise refusals.forbidden()
    if employee_id not in call.company.employees and employee_id not in call.company.rights:
        raise refusals.not_found()
    return [
        _entitlement(call, employee_id, role, entitlement_id)
        for role, entitlement_id in _held(call.company, employee_id)
    ]


def _held(company: Company, employee_id: int) -> list[tuple[str, int]]:
    held = company.rights_of(employee_id)
    return [(role, number) for role, number in ENTITLEMENT_IDS.items() if role in held]


def _entitlement(call: Call, employee_id: int, role: str, entitlement_id: int) -> Entity:
    constants = call.options.entitlement_names == "constants"
    return Entity(
        {
            # Not kept in a table: the id says whose it is and which.
            "id": employee_id * _MOST_ENTITLEMENTS + entitlement_id,
            "version": 0,
            "employee": {"id": employee_id},
            "name": role if constants else rights.label(role),
            "entitlementId": entitlement_id,
            "customer": {"id": call.company.id},
        }
    )
