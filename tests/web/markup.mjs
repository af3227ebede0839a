/* What html-validate finds in a page, as lines. */
import { readFileSync } from 'node:fs';
import { HtmlValidate } from 'html-validate';

const rules = JSON.parse(readFileSync(
	new URL('htmlvalidate.json', import.meta.url), 'utf8'));
const validator = new HtmlValidate(rules);

export function markup(path, text) {
	return validator.validateStringSync(text, path).results.flatMap((r) =>
		r.messages.map((m) => `${path}:${m.line}: ${m.message} (${m.ruleId})`));
}
