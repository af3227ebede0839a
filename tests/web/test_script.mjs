/* Without JavaScript each page says the same. */
import { parting, wordsOf } from './words.mjs';
import { eachPage, site, withBrowser } from './suite.mjs';

const held = withBrowser();

eachPage(site.picks(), 'without a script', async (p) => {
	const plain = await held.visit(p.path, { javaScriptEnabled: false },
		wordsOf);
	const with_ = await held.visit(p.path, {}, wordsOf);
	const at = parting(plain, with_);

	return at ? [`without and with a script: ${at}`]
		: plain.length < 200 ? ['says next to nothing'] : [];
});
