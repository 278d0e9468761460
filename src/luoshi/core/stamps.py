"""A short mark of how something stood when it was shown, so that a change made to an older state is refused."""

import hashlib
import json
from collections.abc import Mapping

from django.core.serializers.json import DjangoJSONEncoder

LENGTH = 12


def stamp(values: Mapping[str, object]) -> str:
    """The same values give the same mark, whatever their order; any other value gives another one."""
    text = json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
