// How the portal is built: hashed files in /assets, each with a .br and .gz beside it, so that the server never
// compresses while it answers. No source maps, no inline scripts: the Content-Security-Policy forbids them.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const compressible = /\.(?:js|css|html|svg|json|webmanifest|wasm)$/;
/** Below this a compressed copy saves no packet. */
const smallestBytes = 1024;

async function compressFile(path: string): Promise<void> {
  const content = await readFile(path);
  if (content.length < smallestBytes) return;
  const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, brotliOptions),
    promisify(gzip)(content, { level: 9 }),
  ]);
  await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)]);
}

function precompress(): Plugin {
  let folder = '';
  return {
    name: 'nearhand:precompress',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    async writeBundle() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile() && compressible.test(entry.name));
      await Promise.all(files.map((file) => compressFile(join(file.parentPath, file.name))));
    },
  };
}

/** Beside the document and under a fixed name: its place decides which pages it may serve. */
function serviceWorker(): Plugin {
  const file = join(import.meta.dirname, 'src/service-worker/service-worker.js');
  return {
    name: 'nearhand:service-worker',
    apply: 'build',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'service-worker.js', source: await readFile(file, 'utf8') });
    },
  };
}

// What people get is the same whatever NODE_ENV says: Vite would put React's development version into the build.
process.env['NODE_ENV'] = 'production';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), serviceWorker(), precompress()],
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsDir: 'assets',
    // Small files stay files: data: addresses would have to be allowed by the Content-Security-Policy.
    assetsInlineLimit: 0,
    sourcemap: false,
    target: 'es2023',
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
  },
});
