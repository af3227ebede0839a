/* Nothing leaves the site, nothing is missed, nothing is complained of: from a
 * server and from a folder. */
import { requestProblems } from './requests.mjs';
import { eachPage, site, withBrowser } from './suite.mjs';

const served = withBrowser();
const opened = withBrowser({ file: true });
const pages = site.picks().concat(site.picks({ sheet: true }));

for (const [how, held] of [['served', served], ['from a folder', opened]])
	eachPage(pages, how, (p) => requestProblems(held, p.path));
