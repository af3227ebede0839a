/* The site as a web server would give it: files below one folder, on this
 * machine alone. */
import { createServer } from 'node:http';
import { createReadStream, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';

const TYPES = {
	'.html': 'text/html',
	'.css': 'text/css',
	'.js': 'text/javascript',
	'.svg': 'image/svg+xml',
	'.png': 'image/png',
	'.pdf': 'application/pdf',
	'.csv': 'text/csv',
	'.json': 'application/json',
	'.xml': 'application/atom+xml',
	'.ics': 'text/calendar',
};

function answer(dir, request, response) {
	const path = normalize(decodeURIComponent(
		new URL(request.url, 'http://x').pathname));
	const file = join(dir, path.endsWith('/') ? `${path}index.html` : path);
	const known = statSync(file, { throwIfNoEntry: false });

	/* browsers ask for it whatever a page says */
	if (path === '/favicon.ico') {
		response.writeHead(204).end();
		return;
	}
	if (!known?.isFile()) {
		response.writeHead(404).end();
		return;
	}
	response.writeHead(200, {
		'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
		'content-length': known.size,
	});
	createReadStream(file).pipe(response);
}

/* { url, close() }; the port is one that was free. */
export async function serve(dir) {
	const server = createServer((q, r) => answer(dir, q, r));

	server.requestTimeout = 10_000;
	await new Promise((done, fail) => {
		server.once('error', fail);
		server.listen(0, '127.0.0.1', done);
	});
	server.unref();
	return {
		url: `http://127.0.0.1:${server.address().port}/`,
		close: () => new Promise((done) => {
			server.close(done);
			server.closeAllConnections();
		}),
	};
}
