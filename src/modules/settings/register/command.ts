// `wholeschool import schools FILE --programme SLUG`: the register from a shell, streamed, with a summary that a program
// can read.
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { fileInPieces } from '../../../kernel/csv-reader.ts'
import { nowhere, transaction, type Tx } from '../../../kernel/db.ts'
import type { Engine } from '../../../kernel/engine.ts'
import { number } from '../../../view/words.ts'
import { isSlug } from '../programmes/rules.ts'
import { programmeForImport } from '../programmes/service.ts'
import { keepRun, readLinks, readRegister, type LinksSummary, type Summary } from './service.ts'

export const importSchoolsUsage =
  'wholeschool import schools FILE --programme SLUG [--create NAME] [--la CODE] [--links FILE] [--json]'

export type ImportOptions = {
  programmeSlug: string
  /** The programme's name, to make it when there is none of that address. */
  create?: string | undefined
  la?: string | undefined
  links?: string | undefined
  byName: string
  fileName: string
  now: Date
  onProgress?: ((read: number) => void) | undefined
}

/** What a person at a shell should be told; nothing was kept. */
export type Refused = { refused: string }

export type Imported = { summary: Summary; links: LinksSummary | undefined; programmeMade: boolean }

async function importIn(tx: Tx, source: AsyncIterable<Buffer>, options: ImportOptions): Promise<Imported | Refused> {
  const { programmeSlug: slug, create, la, links: linksPath, byName, fileName, now: at, onProgress } = options
  const before = await programmeForImport(tx, slug, undefined, at)
  const programme = before ?? (await programmeForImport(tx, slug, create, at))
  if (!programme)
    return { refused: `There is no programme with the address ${slug}. Give --create with its name to make it.` }
  const summary = await readRegister(tx, source, { at, la, onProgress })
  if ('notTheRegister' in summary) return { refused: `${summary.notTheRegister}.` }
  const links = linksPath === undefined ? undefined : await readLinks(tx, fileInPieces(linksPath))
  if (links && 'notTheRegister' in links) return { refused: `${links.notTheRegister}.` }
  await keepRun(tx, { at, programme: programme.id, fileName, byName }, summary)
  return { summary, links, programmeMade: before === undefined }
}

/** The whole import in one transaction of the clerk's role: all of it is kept, or nothing. */
export async function importRegister(
  engine: Pick<Engine, 'pool' | 'ownerPool'>,
  source: AsyncIterable<Buffer> | string,
  options: ImportOptions,
): Promise<Imported | Refused> {
  const stream = typeof source === 'string' ? fileInPieces(source) : source
  let refused: Refused | undefined
  try {
    return await transaction(engine, { role: 'clerk', reach: nowhere }, async (tx) => {
      const done = await importIn(tx, stream, options)
      if (!('refused' in done)) return done
      refused = done
      throw new Error('Refused, so that nothing of it is kept')
    })
  } catch (error) {
    // A refusal has its sentence and undid everything; anything else is a fault.
    if (refused) return refused
    throw error
  }
}

type Print = { out(line: string): void; err(line: string): void }

function readArguments(
  args: readonly string[],
):
  { file: string; options: Pick<ImportOptions, 'programmeSlug' | 'create' | 'la' | 'links'>; json: boolean } | Refused {
  const text = { type: 'string' } as const
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { programme: text, create: text, la: text, links: text, json: { type: 'boolean' } },
    })
    const { programme, create, la, links, json = false } = values
    const [file] = positionals
    if (file === undefined || positionals.length > 1 || programme === undefined)
      return { refused: `Use: ${importSchoolsUsage}` }
    if (!isSlug(programme))
      return { refused: 'Use small letters, numbers and hyphens for --programme, like wealdshire.' }
    if (create !== undefined && (create.trim() === '' || create.length > 120))
      return { refused: 'Give --create a name of up to 120 characters.' }
    if (la !== undefined && !/^\d{3}$/.test(la))
      return { refused: 'Give --la the three-figure code of a local authority, like 899.' }
    return { file, options: { programmeSlug: programme, create: create?.trim(), la, links }, json }
  } catch (error) {
    // An option that is not one of ours: node says which.
    return { refused: `${(error as Error).message}\nUse: ${importSchoolsUsage}` }
  }
}

async function missingFile(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (!found) return `There is no file ${path}.`
  return found.isFile() ? undefined : `${path} is not a file.`
}

function tellSummary({ summary, links, programmeMade }: Imported, slug: string, print: Print): void {
  const { read, added, updated, unchanged, closed, rejected } = summary
  if (programmeMade) print.out(`Made the programme ${slug}.`)
  print.out(
    `Read ${number(read)} rows: ${number(added)} added, ${number(updated)} updated, ${number(closed)} closed, ${number(unchanged)} as before, ${number(rejected.length)} not read.`,
  )
  for (const row of rejected.slice(0, 20))
    print.out(`Line ${row.line}${row.urn === '' ? '' : `, URN ${row.urn}`}: ${row.reason}.`)
  if (rejected.length > 20) print.out(`… and ${number(rejected.length - 20)} more. With --json all are listed.`)
  if (links) print.out(`Links: ${number(links.kept)} read, ${number(links.skipped)} not read.`)
}

/** The command's body: 0 when the file was read, though rows may have been refused; 1 when nothing was kept. */
export async function importSchoolsCommand(
  args: readonly string[],
  engine: Pick<Engine, 'pool' | 'ownerPool'>,
  print: Print,
  now: Date = new Date(),
): Promise<number> {
  const asked = readArguments(args)
  if ('refused' in asked) {
    print.err(asked.refused)
    return 1
  }
  const { file, options, json } = asked
  for (const path of [file, options.links]) {
    const missing = path === undefined ? undefined : await missingFile(path)
    if (missing !== undefined) {
      print.err(missing)
      return 1
    }
  }
  const done = await importRegister(engine, file, {
    ...options,
    byName: 'The command line',
    fileName: basename(file),
    now,
  })
  if ('refused' in done) {
    print.err(done.refused)
    return 1
  }
  tellSummary(done, options.programmeSlug, print)
  if (json) print.out(JSON.stringify(done.summary))
  return 0
}
