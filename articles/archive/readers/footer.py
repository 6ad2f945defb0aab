"""The footer of a digital edition's page: what it prints of the paper and its house."""

import re

from ..records import FrameRecord

_LICENCE = re.compile(r"ICP|公网安|许可证|网安备")
_FACTS = re.compile(r"(地址|邮政编码|邮编|E-?mail|电子邮箱|联系电话|电话|传真)\s*[:：]\s*", re.IGNORECASE)
_FACT_FIELDS = {"地址": "address", "邮政编码": "postcode", "邮编": "postcode", "电子邮箱": "email"}
_OWNER = re.compile(r"(?:为|归|©)\s*(.+?)\s*版权所有|版权所有\s*[:：]?\s*(.+)")


def is_fact(line: str) -> bool:
    """Whether a line is one of a footer's: licences, address, telephone, copyright."""
    licence = _LICENCE.search(line) and len(line) < 80 and not line.endswith("。")
    return bool(licence or _FACTS.match(line) or "版权所有" in line)


def facts(lines: list[str]) -> tuple[FrameRecord, list[str]]:
    """What a footer's lines say, and the lines that say nothing known."""
    found: dict[str, list[str]] = {}
    strange = []
    for line in lines:
        if not line or line == "关闭":
            continue
        if _LICENCE.search(line):
            found.setdefault("licences", []).extend(line.split())
        elif "版权所有" in line:
            found.setdefault("copyright", []).append(line)
            if owner := _OWNER.search(line):
                found.setdefault("publisher", []).append((owner[1] or owner[2]).strip(" .。"))
        elif _FACTS.match(line):
            parts = _FACTS.split(line)
            for name, value in zip(parts[1::2], parts[2::2], strict=True):
                field = _fact(name)
                values = value.split("、") if field in ("telephone", "fax") else [value]
                found.setdefault(field, []).extend(value.strip() for value in values)
        else:
            strange.append(line)
    frame = FrameRecord(
        publisher=" ".join(found.get("publisher", [])[:1]),
        address=" ".join(found.get("address", [])),
        postcode=" ".join(found.get("postcode", [])),
        telephone=tuple(found.get("telephone", [])),
        fax=tuple(found.get("fax", [])),
        email=" ".join(found.get("email", [])),
        licences=tuple(found.get("licences", [])),
        copyright=" ".join(found.get("copyright", [])),
    )
    return frame, strange


def _fact(name: str) -> str:
    if name in _FACT_FIELDS:
        return _FACT_FIELDS[name]
    return "email" if name.lower().startswith("e") else "fax" if name == "传真" else "telephone"
