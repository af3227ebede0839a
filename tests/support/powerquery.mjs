// powerquery.mjs FILE...: whether each is a whole expression of Power Query's language,
// by Microsoft's own parser, which npm put into POWERQUERY_HOME.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.env.POWERQUERY_HOME + "/");
const { DefaultSettings, TaskUtils } = require("@microsoft/powerquery-parser");
for (const file of process.argv.slice(2)) {
  const task = await TaskUtils.tryLexParse(DefaultSettings, readFileSync(file, "utf8"));
  if (!TaskUtils.isParseStageOk(task)) {
    console.error(`${file}: ${task.error?.message}`);
    process.exitCode = 1;
  }
}
