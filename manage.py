#!/usr/bin/env python
"""Command line of the site; settings default to the demo."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tasuki.settings.demo")
    execute_from_command_line(sys.argv)
