from odoo import api, fields, models
from odoo.exceptions import UserError

from .. import audit
from ..codes import free_codes, random_code
from . import blind, keys
from .fields import Index, index_name, is_sealed_field
from .gate import open_values


class SealedMixin(models.AbstractModel):
    """Gives a model sealed fields; see :mod:`odoo.addons.herstelbemiddeling.sealed`."""

    _name = 'sealed.mixin'
    _description = "Record with sealed fields"
    # Everything that writes passes through here as a person, never as a superuser command.
    _allow_sudo_commands = False
    _is_walled = True

    _rec_name = 'code'

    _seal_prefix = 'X'  # of the code
    _seal_key_field = 'code'  # whose key seals: 'code' for the record's own, or a many2one

    # The label of a record, and what its sealed values are bound to.
    code = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: random_code(self._seal_prefix),
    )

    def _may_open_seals(self):
        """Return whether the user of the environment may open what is sealed on this record."""
        raise NotImplementedError

    def _shut_seals_look_empty(self):
        """Return whether a person who may see the row but not what is sealed meets empty fields
        rather than an error."""
        return False

    def _seal_condition(self, alias, found):
        """Return the SQL condition of a search by blind index; a model may add who may find."""
        return found

    def _seal_place(self, values=None):
        """Return the code that a value of this record is bound to; raise ValueError without one."""
        code = values.get('code') if values is not None else self.code
        if not code:
            raise ValueError("A sealed value needs a record with a code.")
        return code

    def _seal_owner(self, values=None):
        """Return the name of the key that seals this record."""
        if self._seal_key_field == 'code':
            return f'{self._name},{self._seal_place(values)}'
        owner = values.get(self._seal_key_field) if values is not None else None
        parent = self.env[self._fields[self._seal_key_field].comodel_name].browse(owner)
        parent_sudo = (parent or self[self._seal_key_field]).sudo()
        return f'{parent_sudo._name},{parent_sudo.display_name}'

    def _is_sealed_in(self, name):
        """Return whether a sealed field of this record holds something, without opening it."""
        self.ensure_one()
        cache = self._fields[name]._get_cache(self.env)
        if self.id not in cache:
            self.sudo().fetch([name])
        return cache.get(self.id) is not None

    @api.model
    def _valid_field_parameter(self, field, name):
        return name == 'blind_index' or super()._valid_field_parameter(field, name)

    @api.model_create_multi
    def create(self, vals_list):
        codes = free_codes(self, self._seal_prefix, len(vals_list))
        records = super().create(
            [
                {**vals, **self._code_for(vals, code)}
                for vals, code in zip(vals_list, codes, strict=True)
            ]
        )
        if records:
            audit.note(self.env, 'created', records)
        return records

    @api.model
    def _with_context_defaults(self, vals):
        """Add the defaults that the context brings: each is a value as well, and is looked at.

        For whoever looks at values before the record is there: Odoo adds these only then.
        """
        brought = [
            name
            for name in self._fields
            if name not in vals and f'default_{name}' in self.env.context
        ]
        return {**self.default_get(brought), **vals} if brought else vals

    def _code_for(self, vals, code):
        """A person does not choose the label of a record: it would say something.

        The default of the field is for a form that is not saved yet.
        """
        if self.env.su and vals.get('code'):
            return {}
        return {'code': code}

    @api.model
    def _create(self, data_list):
        """The key of a record exists before the record does."""
        rows = [data['stored'] for data in data_list]
        keys.ensure(self.env, [self._seal_owner(row) for row in rows])
        for row in rows:
            row.update(self._blind_indexes(row))
            row.update({index.name: self._digest(index, row) for index in self._joint_indexes()})
        return super()._create(data_list)

    def write(self, vals):
        if 'code' in vals and any(record.code != vals['code'] for record in self):
            raise UserError(self.env._("The code of a record does not change."))
        result = super().write(vals)
        for name, digest in self._blind_indexes(vals).items():
            self._fields[name].write(self, digest)
        self._index_together(vals)
        if self and vals:
            audit.note(self.env, 'changed', self)
        return result

    def unlink(self):
        self.check_access('unlink')
        owners = self._own_keys()
        result = super().unlink()
        keys.destroy(self.env, owners)
        return result

    def _erase_seals(self):
        """Destroy the data keys of these records and empty what was sealed by them, for ever.

        A restored backup does not bring it back: the key is not in it, or is destroyed there too
        as long as the table of keys is kept as the docs say.

        :raise UserError: when the records have no key of their own
        """
        owners = self._own_keys()
        if self and not owners:
            raise UserError(self.env._("Erase the person or the registration instead."))
        emptied = {name: None for name, field in self._fields.items() if is_sealed_field(field)}
        emptied.update({index_name(name): None for name in emptied if self._is_indexed(name)})
        emptied.update({index.name: None for index in self._joint_indexes()})
        for name in emptied:
            self._fields[name]._update_cache(self, None, dirty=True)
        self.flush_recordset(emptied)
        keys.destroy(self.env, owners)
        audit.note(self.env, 'erased', self)

    def _own_keys(self):
        if self._seal_key_field != 'code':
            return []
        return [record._seal_owner() for record in self.sudo()]

    def _blind_indexes(self, values):
        """Return the indexes of the values that have one."""
        indexed = {name: text for name, text in values.items() if self._is_indexed(name)}
        if not indexed:
            return {}
        secret = keys.system_secret(self.env, 'blind index')
        return {
            index_name(name): blind.digest(secret, self._fields[name].blind_index, str(text))
            if text
            else None
            for name, text in indexed.items()
        }

    @api.model
    def _joint_indexes(self):
        """Return the blind indexes over several fields together."""
        return [field for field in self._fields.values() if isinstance(field, Index) and field.of]

    def _index_together(self, changed):
        """Fill these anew when one of their fields was changed; the others have to be opened."""
        for index in self._joint_indexes():
            if self and changed.keys() & index.of.keys():
                told = dict.fromkeys(self.ids, changed)
                if not changed.keys() >= index.of.keys():
                    told = open_values(self, list(index.of), reason="blind index")
                for record in self:
                    index.write(record, self._digest(index, told[record.id]))

    def _digest(self, index, values):
        texts = [(kind, str(values.get(name) or '')) for name, kind in index.of.items()]
        return blind.digest_together(keys.system_secret(self.env, 'blind index'), texts)

    def _is_indexed(self, name):
        return bool(getattr(self._fields.get(name), 'blind_index', None))

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        self._refuse_sealed(field_name)
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)

    def _read_group_groupby(self, alias, groupby_spec, query):
        self._refuse_sealed(groupby_spec)
        return super()._read_group_groupby(alias, groupby_spec, query)

    def _read_group_select(self, aggregate_spec, query):
        self._refuse_sealed(aggregate_spec)
        return super()._read_group_select(aggregate_spec, query)

    def _refuse_sealed(self, spec):
        """Raise UserError for sorting, grouping or counting by a sealed field."""
        field = self._fields.get(spec.partition(':')[0].partition('.')[0])
        if is_sealed_field(field):
            raise UserError(
                self.env._(
                    "%(field)s is sealed: it cannot be searched, sorted or grouped.",
                    field=field._description_string(self.env),
                )
            )
