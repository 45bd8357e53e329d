import { join } from 'node:path'
import { build } from 'vite'
import { compilerOptions } from './compiler-options.ts'

/** Writes the widget as modules for bundlers to `dist/npm`: the panel and each language stay files of their own, loaded when needed. */
export async function buildForBundlers(packageDirectory: string, outDir: string): Promise<void> {
  await build({
    ...compilerOptions,
    define: { ...compilerOptions.define, TEXTS_FILE: '""', EXTRAS: 'null' },
    build: {
      ...compilerOptions.build,
      outDir,
      emptyOutDir: true,
      // As a library: what Vite otherwise puts around each import() is for pages.
      lib: { entry: { index: join(packageDirectory, 'src/index.ts'), element: join(packageDirectory, 'src/element.ts') }, formats: ['es'] },
      rolldownOptions: {
        preserveEntrySignatures: 'strict',
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js', minify: true },
      },
    },
  })
}
