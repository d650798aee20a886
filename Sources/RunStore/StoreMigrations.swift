import GRDB

/// The tables of the store, as they came to be.
enum StoreMigrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in try database.execute(sql: first) }
        return migrator
    }

    private static let first = """
        CREATE TABLE runs (
          id TEXT PRIMARY KEY NOT NULL,
          scenario TEXT NOT NULL,
          title TEXT NOT NULL,
          folder TEXT NOT NULL,
          state TEXT NOT NULL CHECK (state IN ('writing', 'done')),
          outcome TEXT NOT NULL,
          status TEXT NOT NULL,
          complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
          version TEXT NOT NULL,
          inputs_sha256 TEXT NOT NULL,
          key TEXT NOT NULL,
          currency TEXT NOT NULL,
          started_at TEXT NOT NULL,
          seconds REAL NOT NULL,
          objections TEXT NOT NULL,
          objective REAL,
          cost REAL
        );
        CREATE INDEX runs_by_scenario ON runs (scenario, started_at);

        CREATE TABLE results (
          run_id TEXT PRIMARY KEY NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
          objective_kind TEXT NOT NULL,
          granularity TEXT NOT NULL,
          mode TEXT NOT NULL,
          objective REAL, bound REAL, gap REAL,
          customers REAL, shown REAL, completions REAL, incremental_completions REAL,
          value REAL, fee_income REAL, cost REAL, accrued REAL, fraud_loss REAL, deadweight_cost REAL, worst_case REAL, net_value REAL
        );

        CREATE TABLE recommendations (
          run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
          segment TEXT NOT NULL, macro TEXT, bundle INTEGER NOT NULL, offer TEXT NOT NULL,
          percent REAL NOT NULL, monthly_cap REAL, months INTEGER NOT NULL, start_month INTEGER NOT NULL, share REAL NOT NULL,
          customers REAL NOT NULL, completions REAL NOT NULL, cost REAL NOT NULL, value REAL NOT NULL, net_value REAL NOT NULL,
          PRIMARY KEY (run_id, segment, bundle, offer)
        ) WITHOUT ROWID;

        CREATE TABLE constraints (
          run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
          position INTEGER NOT NULL, name TEXT NOT NULL, owner TEXT NOT NULL,
          used REAL NOT NULL, "limit" REAL NOT NULL, slack REAL NOT NULL, binding INTEGER NOT NULL,
          shadow_price REAL, valid_from REAL, valid_to REAL,
          PRIMARY KEY (run_id, position)
        ) WITHOUT ROWID;

        CREATE TABLE assets (
          run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
          asset TEXT NOT NULL, gain REAL NOT NULL, funding REAL NOT NULL, fees REAL NOT NULL, pnl REAL NOT NULL,
          PRIMARY KEY (run_id, asset)
        ) WITHOUT ROWID;

        CREATE TABLE budget_risks (
          run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
          source TEXT NOT NULL CHECK (source IN ('simulation', 'draws')),
          budget TEXT NOT NULL, "limit" REAL NOT NULL, expected REAL NOT NULL, mean REAL NOT NULL, breach_probability REAL NOT NULL,
          var95 REAL NOT NULL, cvar95 REAL NOT NULL, reserve95 REAL NOT NULL, reserve99 REAL NOT NULL,
          PRIMARY KEY (run_id, source, budget)
        ) WITHOUT ROWID;

        CREATE TABLE data_checks (
          run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
          position INTEGER NOT NULL, "table" TEXT NOT NULL, "check" TEXT NOT NULL, "column" TEXT,
          verdict TEXT NOT NULL, count INTEGER NOT NULL, measured REAL, expected REAL, message TEXT NOT NULL,
          PRIMARY KEY (run_id, position)
        ) WITHOUT ROWID;

        CREATE VIEW latest_runs AS
          SELECT * FROM runs AS run
          WHERE state = 'done' AND NOT EXISTS (
            SELECT 1 FROM runs AS later
            WHERE later.scenario = run.scenario AND later.state = 'done'
              AND (later.started_at, later.id) > (run.started_at, run.id));
        CREATE VIEW latest_recommendations AS
          SELECT run.scenario, line.* FROM recommendations AS line JOIN latest_runs AS run ON run.id = line.run_id;
        CREATE VIEW latest_constraints AS
          SELECT run.scenario, line.* FROM constraints AS line JOIN latest_runs AS run ON run.id = line.run_id;
        CREATE VIEW latest_budget_risks AS
          SELECT run.scenario, line.* FROM budget_risks AS line JOIN latest_runs AS run ON run.id = line.run_id;
        CREATE VIEW latest_data_checks AS
          SELECT run.scenario, line.* FROM data_checks AS line JOIN latest_runs AS run ON run.id = line.run_id;
        CREATE VIEW run_history AS
          SELECT run.scenario, run.started_at, run.id, run.outcome, run.status, run.seconds, run.currency,
            result.objective, result.net_value, result.value, result.cost, result.completions, result.worst_case
          FROM runs AS run LEFT JOIN results AS result ON result.run_id = run.id WHERE run.state = 'done';
        """
}
