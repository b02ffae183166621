// Where packs are chosen and drawn. A pack is drawn when it is read, after the transaction that loaded the Record.
import { may } from '../../../kernel/access.ts'
import { today } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/problem.ts'
import { get, type Route } from '../../../kernel/route.ts'
import { pdfWhenRead } from '../../../kernel/typst.ts'
import { nounsOf } from '../edition.ts'
import { documentOf } from '../records/service.ts'
import { editionOf, loadCycle, loadCycleIfAny } from '../standing/service.ts'
import { packsPage } from './pages.ts'
import { PACK_TEMPLATE, packed, packKey, PACKS } from './pieces.ts'

const AT = '/settings/:setting/toolkit/record/packs'

export const routes: readonly Route[] = [
  get(AT, {
    who: may('toolkit.see'),
    load: { cycle: loadCycleIfAny },
    show: (asked) => Promise.resolve(packsPage(asked.params.setting!, asked.cycle?.number)),
  }),
  get(`${AT}/:pack`, {
    who: may('toolkit.see'),
    load: { cycle: loadCycle },
    show: async (asked) => {
      const key = packKey(asked.params.pack)
      if (!key) throw notFound()
      const document = await documentOf(asked, asked.cycle)
      const nouns = nounsOf(editionOf(asked.cycle))
      return {
        kind: 'file',
        type: 'application/pdf',
        name: `${document.setting.name}, ${PACKS[key].file}, cycle ${document.cycle.number}.pdf`,
        body: pdfWhenRead(PACK_TEMPLATE, packed(key, { document, nouns, today: today(asked) })),
      }
    },
  }),
]
