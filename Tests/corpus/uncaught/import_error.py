"""Importing a module that isn't there."""
import no_such_module_anywhere
