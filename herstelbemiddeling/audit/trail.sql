-- The audit trail in PostgreSQL: a chain of entries that can grow and cannot change.
--
-- Run it in the database of Odoo, as often as you like. A superuser gives it the strong form, in
-- which the trail belongs to a role that nobody can become:
--
--     psql -d DATABASE -f trail.sql
--
-- Odoo itself runs it when the addon is installed or updated, and hands the trail over when its
-- role may do so. Without that it stays with the role of Odoo, and only the triggers guard it.

-- Nothing that Odoo's role may have put into the database is called by accident.
SET search_path = pg_catalog;

CREATE SCHEMA IF NOT EXISTS herstelbemiddeling_audit;

-- Moments in UTC. case_id and uid point without a foreign key: an entry outlives what it is about.
CREATE TABLE IF NOT EXISTS herstelbemiddeling_audit.entry (
    seq bigint PRIMARY KEY,
    moment timestamp NOT NULL,
    uid integer,
    session text NOT NULL,
    request text NOT NULL,
    verb text NOT NULL,
    model text,
    record_id bigint,
    code text,
    case_id integer,
    reason text,
    previous text NOT NULL,
    hash text NOT NULL
);
CREATE INDEX IF NOT EXISTS entry_case_idx ON herstelbemiddeling_audit.entry (case_id, seq);
CREATE INDEX IF NOT EXISTS entry_uid_idx ON herstelbemiddeling_audit.entry (uid, seq);
CREATE INDEX IF NOT EXISTS entry_code_idx ON herstelbemiddeling_audit.entry (code, seq);
CREATE INDEX IF NOT EXISTS entry_moment_idx ON herstelbemiddeling_audit.entry (moment);

-- The last entry. Who appends locks this row, so that the chain has one end; nobody but append()
-- may lock it, so that nobody else can hold the trail up.
CREATE TABLE IF NOT EXISTS herstelbemiddeling_audit.head (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    seq bigint NOT NULL,
    hash text NOT NULL
);

-- Hand the trail over to its role, made here by whoever may.
DO $$
DECLARE
    statement text;
BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
        AND to_regrole('herstelbemiddeling_audit') IS NULL
    THEN
        BEGIN
            CREATE ROLE herstelbemiddeling_audit NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;  -- Another database of this server has just made it.
        END;
    END IF;
    IF to_regrole('herstelbemiddeling_audit') IS NOT NULL
        AND pg_has_role(current_user, 'herstelbemiddeling_audit', 'USAGE')
    THEN
        ALTER SCHEMA herstelbemiddeling_audit OWNER TO herstelbemiddeling_audit;
        ALTER TABLE herstelbemiddeling_audit.entry OWNER TO herstelbemiddeling_audit;
        ALTER TABLE herstelbemiddeling_audit.head OWNER TO herstelbemiddeling_audit;
        FOR statement IN
            SELECT format('ALTER FUNCTION %s OWNER TO herstelbemiddeling_audit', oid::regprocedure)
            FROM pg_proc WHERE pronamespace = 'herstelbemiddeling_audit'::regnamespace
        LOOP
            EXECUTE statement;
        END LOOP;
    END IF;
END
$$;

-- From here on as its owner: what Odoo's role may have left in it never runs as a superuser.
SELECT set_config('role', nspowner::regrole::text, false)
FROM pg_namespace WHERE nspname = 'herstelbemiddeling_audit';

INSERT INTO herstelbemiddeling_audit.head (seq, hash) VALUES (0, '') ON CONFLICT DO NOTHING;

-- Appends entries, given as a JSON array of objects, and returns the number of the last one.
-- The hash is SHA-256 over a JSON array of all columns and the hash before it, in UTF-8.
-- In READ COMMITTED whoever waited for the head sees the new one; in REPEATABLE READ, where the
-- chain would fork, PostgreSQL refuses to lock a row that has changed meanwhile.
CREATE OR REPLACE FUNCTION herstelbemiddeling_audit.append(entries jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '20s'
AS $$
DECLARE
    last herstelbemiddeling_audit.head;
    fresh herstelbemiddeling_audit.entry;
    given jsonb;
BEGIN
    SELECT * INTO STRICT last FROM herstelbemiddeling_audit.head FOR UPDATE;
    FOR given IN
        SELECT value FROM jsonb_array_elements(entries) WITH ORDINALITY AS item (value, position)
        ORDER BY position
    LOOP
        fresh := jsonb_populate_record(NULL::herstelbemiddeling_audit.entry, given);
        fresh.seq := last.seq + 1;
        fresh.moment := clock_timestamp() AT TIME ZONE 'UTC';
        fresh.previous := last.hash;
        fresh.hash := encode(sha256(convert_to(jsonb_build_array(
            fresh.seq, to_char(fresh.moment, 'YYYY-MM-DD HH24:MI:SS.US'), fresh.uid,
            fresh.session, fresh.request, fresh.verb, fresh.model, fresh.record_id, fresh.code,
            fresh.case_id, fresh.reason, fresh.previous
        )::text, 'UTF8')), 'hex');
        INSERT INTO herstelbemiddeling_audit.entry SELECT fresh.*;
        last.seq := fresh.seq;
        last.hash := fresh.hash;
    END LOOP;
    UPDATE herstelbemiddeling_audit.head SET seq = last.seq, hash = last.hash;
    RETURN last.seq;
END
$$;

CREATE OR REPLACE FUNCTION herstelbemiddeling_audit.refuse() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail only grows: % is refused', TG_OP;
END
$$;

-- These triggers and no others, also for a session that says it is replicating.
DO $$
DECLARE
    statement text;
    tables oid[] := ARRAY[
        'herstelbemiddeling_audit.entry'::regclass, 'herstelbemiddeling_audit.head'::regclass
    ];
BEGIN
    IF ARRAY(SELECT tgname::text || tgenabled::text FROM pg_trigger WHERE tgrelid = ANY (tables))
        <> ARRAY['only_growsA', 'only_growsA']
    THEN
        FOR statement IN
            SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass)
            FROM pg_trigger WHERE tgrelid = ANY (tables) AND NOT tgisinternal
        LOOP
            EXECUTE statement;
        END LOOP;
        CREATE TRIGGER only_grows
            BEFORE UPDATE OR DELETE OR TRUNCATE ON herstelbemiddeling_audit.entry
            FOR EACH STATEMENT EXECUTE FUNCTION herstelbemiddeling_audit.refuse();
        CREATE TRIGGER only_grows
            BEFORE DELETE OR TRUNCATE ON herstelbemiddeling_audit.head
            FOR EACH STATEMENT EXECUTE FUNCTION herstelbemiddeling_audit.refuse();
        ALTER TABLE herstelbemiddeling_audit.entry ENABLE ALWAYS TRIGGER only_grows;
        ALTER TABLE herstelbemiddeling_audit.head ENABLE ALWAYS TRIGGER only_grows;
    END IF;
END
$$;

-- Odoo reads and appends. The role it works as owns its tables; before they are there, the database.
DO $$
DECLARE
    odoo regrole := coalesce(
        (SELECT relowner FROM pg_class WHERE oid = to_regclass('public.res_users')),
        (SELECT datdba FROM pg_database WHERE datname = current_database())
    );
BEGIN
    REVOKE ALL ON FUNCTION herstelbemiddeling_audit.append(jsonb) FROM PUBLIC;
    EXECUTE format('GRANT USAGE ON SCHEMA herstelbemiddeling_audit TO %s', odoo);
    EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA herstelbemiddeling_audit TO %s', odoo);
    EXECUTE format('GRANT EXECUTE ON FUNCTION herstelbemiddeling_audit.append TO %s', odoo);
END
$$;

COMMENT ON SCHEMA herstelbemiddeling_audit IS 'audit trail of herstelbemiddeling, version 1';
RESET role;
RESET search_path;
