// duckdb.mjs csv|json LIST: the files that LIST names into one table, as an analyst
// who has DuckDB would; prints how many rows. node finds DuckDB by NODE_PATH's folder.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.env.DUCKDB_HOME + "/");
const { DuckDBInstance } = require("@duckdb/node-api");
const [what, list] = process.argv.slice(2);
const files = readFileSync(list, "utf8").split("\n").filter(Boolean);
const names = "[" + files.map((f) => `'${f.replaceAll("'", "''")}'`).join(", ") + "]";
const read = {
  csv: `read_csv(${names}, delim = ';', union_by_name = true)`,
  json: `read_json(${names}, format = 'array', union_by_name = true)`,
}[what];
const instance = await DuckDBInstance.create(":memory:");
const db = await instance.connect();

await db.run(`CREATE TABLE figures AS SELECT * FROM ${read}`);
const answer = await db.runAndReadAll("SELECT count(*) FROM figures");
console.log(String(answer.getRows()[0][0]));
db.closeSync();
