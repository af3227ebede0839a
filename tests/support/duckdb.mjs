// duckdb.mjs FILE: the statements of FILE in DuckDB, in the present folder; prints the
// rows of the last one, tabs between. DUCKDB_HOME is where npm put DuckDB.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.env.DUCKDB_HOME + "/");
const { DuckDBInstance } = require("@duckdb/node-api");
const db = await (await DuckDBInstance.create(":memory:")).connect();
const statements = await db.extractStatements(readFileSync(process.argv[2], "utf8"));
for (let i = 0; i < statements.count; i++) {
  const answer = await (await statements.prepare(i)).runAndReadAll();
  if (i === statements.count - 1)
    for (const row of answer.getRows()) console.log(row.join("\t"));
}
db.closeSync();
