// Where data is loaded, its codebook decided, and where it is let go. A file comes in streamed and is gone with its request.
import { readFile } from 'node:fs/promises'
import { fileInPieces } from '../../../kernel/csv-reader.ts'
import { may } from '../../../kernel/access.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { noMistakes, type Mistakes, type Typed } from '../../../kernel/form.ts'
import { again, get, goTo, post, type Asked, type Page, type Route, type Upload } from '../../../kernel/route.ts'
import type { ProgrammeRow } from '../../settings/contract.ts'
import { codebookAt, deskAt, questionAt, workbenchAt } from '../paths.ts'
import { typedText, withQuestion } from '../pieces.ts'
import { questionOf } from '../questions/all.ts'
import { toldOf } from '../runs/service.ts'
import type { Sheet } from '../sheet.ts'
import { sheetsOf } from '../sheets/service.ts'
import { schemaOf } from '../table-schema.ts'
import { codebookPage } from './codebook-page.ts'
import { bookFromTyped, mistakesAt, typedOf } from './codebook-typed.ts'
import { desksOf } from './cupboard.ts'
import { deskPage } from './desk-page.ts'
import { firstPage, MOST_MEGABYTES } from './first-page.ts'
import { codebookFileForm, codebookForm, exampleForm, loadForm, MOST_PASTED, pressForm } from './forms.ts'
import { readSheet, type Unreadable } from './reading.ts'
import {
  columnsKnown,
  forgetDesk,
  decide,
  load,
  loadDesk,
  loadExampleDesk,
  loadProgramme,
  takeCodebook,
  whoseOf,
} from './service.ts'

const AT = '/programmes/:programme/workbench'
const DESK = `${AT}/desks/:desk`
const uses = may('workbench.use', 'programme')
const MOST_CODEBOOK = 512 * 1024

type First = Ctx & Asked & { programme: ProgrammeRow }

async function drawFirst(asked: First, typed: Typed, mistakes: Mistakes): Promise<Page> {
  const { programme, query, now } = asked
  const deleted = /^[0-9a-f-]{36}$/.test(query.deleted ?? '') ? query.deleted : undefined
  const desks = desksOf(whoseOf(asked, programme.id), now)
  const kept = await sheetsOf(asked, programme.id)
  return firstPage({ programme, desks, kept, deleted, now, typed, mistakes })
}

async function* inOnePiece(text: string): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(text))
}

/** What was sent, as a sheet, or at which field it could not be read. */
async function readSent(file: Upload | undefined, pasted: string): Promise<{ sheet: Sheet } | { mistakes: Mistakes }> {
  const at = (field: 'file' | 'pasted', read: Sheet | Unreadable) =>
    'cannot' in read ? { mistakes: { [field]: read.cannot } } : { sheet: read }
  if (file) return at('file', await readSheet(fileInPieces(file.path), file.name || 'A file without a name'))
  if (pasted.trim() === '') return { mistakes: { file: 'Choose a CSV file, or paste your rows' } }
  if (Buffer.byteLength(pasted) > MOST_PASTED)
    return { mistakes: { pasted: 'This is too much to paste. Save it as a CSV file and choose that' } }
  return at('pasted', await readSheet(inOnePiece(pasted), 'Pasted rows'))
}

const first: readonly Route[] = [
  get(AT, {
    who: uses,
    load: { programme: loadProgramme },
    show: (asked) => drawFirst(asked, { question: (asked.query.question ?? '').slice(0, 100) }, noMistakes),
  }),
  post(`${AT}/desks`, {
    who: uses,
    load: { programme: loadProgramme },
    form: loadForm,
    upload: { most: MOST_MEGABYTES * 1024 * 1024 },
    async act(asked) {
      const { programme, form, upload } = asked
      const read = await readSent(upload, form.pasted)
      if ('mistakes' in read) return again(read.mistakes)
      const desk = await load(asked, programme.id, read.sheet)
      if ('full' in desk) return again({ file: desk.full })
      return goTo(withQuestion(codebookAt(programme.id, desk.id), form.question))
    },
    again: (asked) => drawFirst(asked, asked.typed, asked.mistakes),
  }),
  post(`${AT}/examples`, {
    who: uses,
    load: { programme: loadProgramme },
    form: exampleForm,
    async act(asked) {
      const { programme, form } = asked
      const desk = await loadExampleDesk(asked, programme.id, form.example)
      return 'full' in desk ? again({ file: desk.full }) : goTo(deskAt(programme.id, desk.id))
    },
    again: ({ mistakes, ...asked }) => drawFirst(asked, {}, { file: Object.values(mistakes)[0] ?? '' }),
  }),
]

const onDesk: readonly Route[] = [
  get(DESK, {
    who: uses,
    load: { programme: loadProgramme, desk: loadDesk },
    async show({ programme, desk, now }) {
      if (!desk.confirmed) return goTo(codebookAt(programme.id, desk.id))
      const runs = desk.runs.toReversed().map((run) => ({ run, finding: toldOf(desk, run)?.finding }))
      return deskPage(programme.id, desk, runs, now)
    },
  }),
  post(`${DESK}/forgetting`, {
    who: uses,
    load: { programme: loadProgramme, desk: loadDesk },
    form: pressForm,
    async act(asked) {
      await forgetDesk(asked, asked.desk)
      return goTo(workbenchAt(asked.programme.id), 'The data is gone from the workbench')
    },
  }),
]

const codebooks: readonly Route[] = [
  get(`${DESK}/codebook`, {
    who: uses,
    load: { programme: loadProgramme, desk: loadDesk },
    show: async ({ programme, desk, query }) => {
      const question = (query.question ?? '').slice(0, 100)
      return codebookPage({
        programme: programme.id,
        desk,
        question,
        typed: typedOf(desk.codebook),
        mistakes: noMistakes,
      })
    },
  }),
  post(`${DESK}/codebook`, {
    who: uses,
    load: { programme: loadProgramme, desk: loadDesk },
    form: codebookForm,
    async act({ programme, desk, typed }) {
      const read = bookFromTyped(typed, desk.codebook)
      if ('mistakes' in read) return again(read.mistakes)
      const wrong = decide(desk, read.book)
      if (wrong.length > 0) return again(mistakesAt(wrong, read.book))
      const question = questionOf(typedText(typed, 'question'))
      return goTo(question ? questionAt(programme.id, desk.id, question.key) : deskAt(programme.id, desk.id))
    },
    again: async ({ programme, desk, typed, mistakes }) => {
      const all = { ...typedOf(desk.codebook), ...typed }
      return codebookPage({
        programme: programme.id,
        desk,
        question: typedText(typed, 'question'),
        typed: all,
        mistakes,
      })
    },
  }),
  get(`${DESK}/codebook/file`, {
    who: uses,
    load: { programme: loadProgramme, desk: loadDesk },
    show: async ({ desk }) => ({
      kind: 'file',
      type: 'application/json; charset=utf-8',
      name: `${desk.sheet.title.replace(/[.][a-z]{1,4}$/i, '')} codebook.json`,
      body: `${JSON.stringify(schemaOf(desk.codebook), null, 2)}\n`,
    }),
  }),
  post(`${DESK}/codebook/file`, {
    who: uses,
    load: { programme: loadProgramme, desk: loadDesk },
    form: codebookFileForm,
    upload: { most: MOST_CODEBOOK },
    async act({ programme, desk, upload }) {
      if (!upload) return again({ file: 'Choose the codebook that you downloaded' })
      const taken = takeCodebook(desk, await readFile(upload.path, 'utf8'))
      if ('wrong' in taken) return again({ file: taken.wrong })
      return goTo(codebookAt(programme.id, desk.id), columnsKnown(taken.known))
    },
    again: async ({ programme, desk, mistakes }) =>
      codebookPage({ programme: programme.id, desk, question: '', typed: typedOf(desk.codebook), mistakes }),
  }),
]

export const routes: readonly Route[] = [...first, ...onDesk, ...codebooks]
