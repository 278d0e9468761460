"""What the web server loads."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.config.settings")
application = get_wsgi_application()
get_resolver().check()  # loads every page's module now rather than on the first request

# A full collection looks through everything that is loaded, some 0.1 s in the midst of every eighth board. What is
# loaded by now stays as long as the process does, so it is never looked at again; and what a page makes is mostly
# gone with the page, so that it can wait for a larger heap.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
