"""Compile the translations while a wheel is built: the .mo files are made, so they are not kept in git."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface):
    def initialize(self, version, build_data):
        if self.target_name != "wheel":
            return
        for po in sorted(Path(self.root, "app/translations").glob("*/LC_MESSAGES/*.po")):
            compile_catalogue(po)
        build_data["artifacts"].append("app/translations/**/*.mo")


def compile_catalogue(po):
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parent.parent.name)
    with po.with_suffix(".mo").open("wb") as target:
        write_mo(target, catalogue)
