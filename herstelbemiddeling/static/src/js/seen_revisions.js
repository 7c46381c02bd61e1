import { patch } from "@web/core/utils/patch";
import { Record } from "@web/model/relational_model/record";

/**
 * The web client saves what was changed, and does not say what it was changed from. With each save
 * of a walled record goes which revision of it is on the screen, so that the server can refuse to
 * overwrite a later one (`models/guard/sealed_mixin.py`).
 */
function revisionsOf(record, seen = {}) {
    if (record.resId && "revisions" in record.data) {
        seen[`${record.resModel},${record.resId}`] = record.data.revisions || {};
    }
    for (const value of Object.values(record.data)) {
        for (const row of value?.records || []) {
            revisionsOf(row, seen);
        }
    }
    return seen;
}

patch(Record.prototype, {
    get context() {
        return { ...super.context, ...this.seenRevisions };
    },
    async _save() {
        if ("revisions" in this.data) {
            this.seenRevisions = { seen_revisions: revisionsOf(this) };
        }
        try {
            return await super._save(...arguments);
        } finally {
            delete this.seenRevisions;
        }
    },
});
