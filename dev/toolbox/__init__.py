"""The development platform: Odoo 19, Python packages and PostgreSQL in one folder.

Standard library only: it runs before anything is installed.
"""
