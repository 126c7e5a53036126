"""From the types that lists of initiatives use to our sectors: by their words, so that unseen ones fall in place."""

from __future__ import annotations

from collections.abc import Iterable

from app.importing.columns import key
from app.reference.catalogue import SECTORS

WORDS: dict[str, str] = {
    "food": "food agro agroecology slowfood farm farmersmarket agriculture garden vegetable harvest seed permaculture "
    "foodbank foodrescue foodpurchasing foodpolicy foodedunpolicy growyourself edible guerilla beekeeping fishing "
    "directpurchase supermarket forestry cuisine nutrition catering restaurant souvereignity sovereignty",
    "environment": "environment recycling upcycling reupcycle waste wastereduction used reuse repair repairing "
    "resale giveaway swap fleamarket circular climate biodiversity eco nopacking rental foodwaste water nature "
    "conservation forestry",
    "energy": "energy solar wind renewable",
    "housing": "housing habitat cohousing ecovillage commune communities squatted homeless neighbourhood neighborhood "
    "shelter building buildings",
    "mobility": "mobility bicycle bike transport carsharing",
    "work": "work employment inclusion socialinclusion entrepreneurship jobs training disability incubators coworking "
    "craft crafts",
    "education": "education educatio school youth sse university kindergarten children learning",
    "health": "health care elderly ageing wellbeing medical sport",
    "culture": "culture art arts media music theatre museum heritage tourism freespace",
    "finance": "finance ethicalfinance microfinance lending currency communitycurrency fairtrade directtrade trade "
    "insurance timebanking solidarity buylocal shop consumerism bank credit fair",
    "technology": "technology digital software data internet infraressources infraressource ressources ressource open "
    "research science",
    "migration": "migration migrants refugees integration asylum",
    "rights": "rights participation political democracy directdemocracy citizen council budgeting policy advocacy "
    "gender women justice peace cooperation",
    "networks": "networking network networks ssedas partner ngo incubators mutualsociety sharing community "
    "association federation support localcollective group",
}
_SECTOR_OF: dict[str, list[str]] = {}
for _sector, _words in WORDS.items():
    for _word in _words.split():
        _SECTOR_OF.setdefault(_word, []).append(_sector)

WHOLE: dict[str, tuple[str, ...]] = {
    "community_garden": ("food",), "community_forestry": ("environment",), "community_group": ("networks",),
    "communitysupported_agriculture": ("food",), "development_cooperation": ("rights",), "eco_art": ("culture",),
    "lowincome_supermarket": ("food", "work"), "farm_shop": ("food",), "sse_research": ("technology", "education"),
    "participatory_budgeting": ("rights",), "other_communities": ("housing",), "other_sharing": ("networks",),
    "repair_cafe": ("environment",), "other_socialinclusion": ("work",), "fairtrade_school": ("finance", "education"),
    "edible_town": ("food",), "used_goods": ("environment",), "mutualsociety_art": ("culture",), "swap_market":
    ("environment",), "giveaway_shop": ("environment",), "nopacking_shop": ("environment",), "collective_energy":
    ("energy",), "foodrescue_distribution": ("food", "environment"), "foodrescue": ("food", "environment"),
    "recycling_foodwaste": ("food", "environment"), "socialinclusion_empowerment": ("work",), "agro_empowerment":
    ("food",), "agro_sucessionnetwork": ("food",), "consumerism_awareness": ("finance", "education"),
    "bicycle_awareness": ("mobility",), "waste_awareness": ("environment",), "fairtrade_town": ("finance",),
    "localcollective_ressources": ("networks",), "localcollective_ressource": ("networks",), "sustainable_mobility":
    ("mobility",), "youth_council": ("rights", "education"), "food_cooperative": ("food",), "lending_central":
    ("finance",), "solidarity_lending": ("finance",), "foodpolicy_council": ("food", "rights"), "slowfood": ("food",),
}  # fmt: skip
"""Types whose words taken singly would mislead."""


def sectors_of(types: Iterable[str]) -> list[str]:
    """The sectors of these types, in our order. A type that is a sector's code is that sector; none at all: "other"."""
    found: set[str] = set()
    for written in types:
        name = key(written)
        if name in SECTORS:
            found.add(name)
        elif name in WHOLE:
            found.update(WHOLE[name])
        else:
            found.update(sector for word in name.split("_") for sector in _SECTOR_OF.get(word, ()))
    return [code for code in SECTORS if code in found - {"other"}] or ["other"]


def is_told(types: Iterable[str], sectors: list[str]) -> bool:
    """Did the types say anything? "other" for "other" is no surprise, for "xyz" it is."""
    names = [key(each) for each in types]
    return sectors != ["other"] or not names or all(name.startswith("othe") for name in names)
