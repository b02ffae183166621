// What a browser fetches: hashed, compressed, ours, and small enough for a school's connection.

import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { buildAssets, type Built } from '../scripts/build-assets.ts'

let outDir: string
let built: Built

before(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'wholeschool-assets-'))
  built = await buildAssets({ outDir })
})

after(async () => {
  await rm(outDir, { recursive: true, force: true })
})

async function asset(logical: string, ending = ''): Promise<Buffer> {
  return readFile(join(outDir, `${built.manifest[logical]}${ending}`))
}

test('a second start finds the assets fresh and the same', async () => {
  assert.equal(built.fresh, false)
  const again = await buildAssets({ outDir })
  assert.equal(again.fresh, true)
  assert.deepEqual(again.manifest, built.manifest)
})

test('an asset that went missing is built again', async () => {
  await rm(join(outDir, built.manifest['site.css']!))
  assert.equal((await buildAssets({ outDir })).fresh, false)
  assert.ok((await asset('site.css')).length > 0)
})

test('every file is named by its content and has its compressed twins', async () => {
  for (const [logical, name] of Object.entries(built.manifest)) {
    assert.match(name, /^[a-z0-9-]+\.[0-9a-f]{12}\.[a-z0-9]+$/)
    if (logical.endsWith('.woff2')) continue
    const plain = await asset(logical)
    assert.ok(brotliDecompressSync(await asset(logical, '.br')).equals(plain))
    assert.ok(gunzipSync(await asset(logical, '.gz')).equals(plain))
  }
  assert.equal((await readdir(outDir)).filter((name) => name.endsWith('.tmp')).length, 0)
})

test('the stylesheet names only fonts that are there, and nothing of GOV.UK’s own dress', async () => {
  const css = (await asset('site.css')).toString()
  const urls = [...css.matchAll(/url\("([^"]+)"\)/g)].map((found) => found[1]!)
  assert.equal(urls.length, 4)
  for (const url of urls) assert.ok((await stat(join(outDir, url))).size > 0)
  assert.doesNotMatch(css, /GDS Transport|govuk-crest|\/assets\/|\.png/)
  assert.match(css, /--ws-brand:/)
})

test('the fonts come with their licence', async () => {
  assert.match((await asset('atkinson-licence.txt')).toString(), /SIL Open Font License/i)
})

test('styles, script and the two basic Latin fonts leave a page 12 kB under 60 kB', async () => {
  const parts = [
    (await asset('site.css', '.br')).length,
    (await asset('site.js', '.br')).length,
    (await asset('mark.svg', '.br')).length,
    (await asset('atkinson-400.woff2')).length,
    (await asset('atkinson-700.woff2')).length,
  ]
  const total = parts.reduce((sum, part) => sum + part, 0)
  assert.ok(total < 48_000, `first load without the page is ${total} bytes`)
})
