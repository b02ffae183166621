// Builds what a browser fetches: stylesheet, script, fonts with their licence, our mark. Every file is named by a hash
// of its content, so it can be kept for ever; manifest.json says which name is which. Nothing built is committed.
// Does nothing, in a few milliseconds, when no input has changed. Run it: node scripts/build-assets.ts

import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, extname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { markFile } from '../src/view/mark.ts'

const root = join(import.meta.dirname, '..')
const packages = join(root, 'node_modules')
const fontFolder = join(packages, '@fontsource/atkinson-hyperlegible-next')
const DAY = 86_400_000

/** Where assets are kept unless told otherwise. */
export const assetsFolder: string = join(root, '.cache/assets')

const FONTS: Readonly<Record<string, string>> = {
  'atkinson-400.woff2': 'latin-400-normal',
  'atkinson-700.woff2': 'latin-700-normal',
  'atkinson-ext-400.woff2': 'latin-ext-400-normal',
  'atkinson-ext-700.woff2': 'latin-ext-700-normal',
}
const STYLES: Readonly<Record<string, string>> = {
  'site.css': 'src/view/styles/site.scss',
  'raters.css': 'src/view/styles/raters.scss',
}
const SCRIPTS: Readonly<Record<string, string>> = { 'site.js': 'src/view/browser/site.ts' }
const INPUT_FOLDERS = ['src/view/styles', 'src/view/browser']
const INPUT_FILES = ['src/view/mark.ts', 'scripts/build-assets.ts']
const INPUT_PACKAGES = ['govuk-frontend', 'sass', 'esbuild', '@fontsource/atkinson-hyperlegible-next']

export type Manifest = Readonly<Record<string, string>>

export interface Built {
  outDir: string
  manifest: Manifest
  /** True when nothing had changed and nothing was built. */
  fresh: boolean
}

export async function buildAssets({ outDir = assetsFolder }: { outDir?: string | undefined } = {}): Promise<Built> {
  const stamp = await inputStamp()
  const kept = await keptManifest(outDir, stamp)
  if (kept) return { outDir, manifest: kept, fresh: true }
  await mkdir(outDir, { recursive: true })
  const manifest: Record<string, string> = {}
  const keep = async (logical: string, content: Buffer): Promise<void> => {
    manifest[logical] = await writeHashed(outDir, logical, content)
  }
  for (const [logical, name] of Object.entries(FONTS)) {
    await keep(logical, await readFile(join(fontFolder, 'files', `atkinson-hyperlegible-next-${name}.woff2`)))
  }
  await keep('atkinson-licence.txt', await readFile(join(fontFolder, 'LICENSE')))
  await keep('mark.svg', Buffer.from(markFile()))
  const scripts = Object.entries(SCRIPTS).map(async ([logical, entry]) => keep(logical, await bundled(entry)))
  for (const [logical, entry] of Object.entries(STYLES)) await keep(logical, await compiled(entry, manifest))
  await Promise.all(scripts)
  await removeLeftovers(outDir, manifest)
  await writeWhole(join(outDir, 'manifest.json'), JSON.stringify(manifest, undefined, 2))
  await writeWhole(join(outDir, 'stamp'), stamp)
  return { outDir, manifest, fresh: false }
}

async function bundled(entry: string): Promise<Buffer> {
  const { build } = await import('esbuild')
  const result = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2020',
    legalComments: 'none',
    logLevel: 'silent',
  })
  const file = result.outputFiles[0]
  if (!file) throw new Error(`${entry} gave no script`)
  return Buffer.from(file.contents)
}

/** Styles name the fonts plainly; here they get the names they are served under. */
async function compiled(entry: string, manifest: Manifest): Promise<Buffer> {
  const sass = await import('sass')
  const { css } = sass.compile(join(root, entry), { style: 'compressed', loadPaths: [packages], quietDeps: true })
  const named = css.replace(/url\("?([^")]+)"?\)/g, (whole, name: string) => {
    if (name.startsWith('data:')) return whole
    const hashed = manifest[basename(name)]
    if (!hashed) throw new Error(`${entry} names ${name}, which is not an asset`)
    return `url("${hashed}")`
  })
  return Buffer.from(named)
}

async function writeHashed(outDir: string, logical: string, content: Buffer): Promise<string> {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12)
  const ending = extname(logical)
  const name = `${basename(logical, ending)}.${hash}${ending}`
  const path = join(outDir, name)
  await writeWhole(path, content)
  // A woff2 is brotli already.
  if (ending !== '.woff2') {
    const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
    await writeWhole(`${path}.br`, await promisify(brotliCompress)(content, best))
    await writeWhole(`${path}.gz`, await promisify(gzip)(content, { level: 9 }))
  }
  return name
}

/** Two starts at once may write the same file: each writes aside and renames, so nobody reads half of one. */
async function writeWhole(path: string, content: Buffer | string): Promise<void> {
  const aside = `${path}.${process.pid}.tmp`
  await writeFile(aside, content)
  await rename(aside, path)
}

/** A server still running may serve yesterday's names; after a day they go. */
async function removeLeftovers(outDir: string, manifest: Manifest): Promise<void> {
  const wanted = new Set(Object.values(manifest).flatMap((name) => [name, `${name}.br`, `${name}.gz`]))
  for (const name of await readdir(outDir)) {
    if (wanted.has(name) || name === 'manifest.json' || name === 'stamp') continue
    const path = join(outDir, name)
    const { mtimeMs } = await stat(path)
    if (Date.now() - mtimeMs > DAY) await rm(path, { force: true })
  }
}

async function keptManifest(outDir: string, stamp: string): Promise<Manifest | undefined> {
  try {
    if ((await readFile(join(outDir, 'stamp'), 'utf8')) !== stamp) return undefined
    const manifest = JSON.parse(await readFile(join(outDir, 'manifest.json'), 'utf8')) as Manifest
    await Promise.all(Object.values(manifest).map((name) => stat(join(outDir, name))))
    return manifest
  } catch {
    // Not built yet, or partly removed: build.
    return undefined
  }
}

/** Names, sizes and times of the inputs and the versions of what builds them: cheap, and enough to see a change. */
async function inputStamp(): Promise<string> {
  const inFolders = await Promise.all(
    INPUT_FOLDERS.map(async (folder) => (await readdir(join(root, folder))).map((name) => join(root, folder, name))),
  )
  const files = [...inFolders.flat(), ...INPUT_FILES.map((file) => join(root, file))].sort()
  const lines = await Promise.all(
    files.map(async (file) => {
      const { mtimeMs, size } = await stat(file)
      return `${relative(root, file)} ${mtimeMs} ${size}`
    }),
  )
  const versions = await Promise.all(
    INPUT_PACKAGES.map(async (name) => {
      const { version } = JSON.parse(await readFile(join(packages, name, 'package.json'), 'utf8')) as {
        version: string
      }
      return `${name} ${version}`
    }),
  )
  return [...lines, ...versions].join('\n')
}

if (import.meta.main) {
  const began = performance.now()
  const { manifest, outDir, fresh } = await buildAssets()
  const ms = Math.round(performance.now() - began)
  process.stdout.write(
    `${Object.keys(manifest).length} assets ${fresh ? 'are fresh' : 'built'} in ${outDir} (${ms} ms)\n`,
  )
}
