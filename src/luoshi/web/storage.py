"""Static files under names that carry their content's hash, so browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Manifest(CompressedManifestStaticFilesStorage):
    """WhiteNoise's manifest storage; a missing entry falls back to the plain name.

    The test runner and `luoshi manage` must render pages before `collectstatic` has run.
    """

    manifest_strict = False
