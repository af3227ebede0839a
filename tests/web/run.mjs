/* Runs the tests of a site: node tests/web/run.mjs SITE [test_X.mjs ...]. Ends
 * with how many tests there were, passed and failed. */
import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const here = dirname(fileURLToPath(import.meta.url));
const [site, ...named] = process.argv.slice(2);

/* Whatever hangs, this ends. */
const LIMIT_MS = 40 * 60_000;

if (!site) {
	console.error('usage: node tests/web/run.mjs SITE [test_X.mjs ...]');
	process.exit(2);
}
process.env.SITE = resolve(site);
setTimeout(() => {
	console.error(`the tests of the pages took over ${LIMIT_MS / 60_000} minutes`);
	process.exit(1);
}, LIMIT_MS).unref();

const files = (named.length ? named : readdirSync(here)
	.filter((f) => /^test_.*\.mjs$/.test(f)).sort()).map((f) => join(here, f));

run({ files, concurrency: 2, timeout: LIMIT_MS })
	.on('test:fail', () => { process.exitCode = 1; })
	.compose(new spec())
	.pipe(process.stdout);
