// A Record as a file for paper. It is drawn when it is read, after the transaction that loaded it has ended.
import type { FileReply } from '../../../kernel/route.ts'
import { pdfWhenRead } from '../../../kernel/typst.ts'
import type { RecordDocument } from './document.ts'
import { printed, RECORD_TEMPLATE, type PrintedAs } from './print.ts'

export function pdfOf(document: RecordDocument, as: PrintedAs): FileReply {
  const copy = as.kind === 'living' ? `cycle ${document.cycle.number}` : `version ${as.version}`
  return {
    kind: 'file',
    type: 'application/pdf',
    name: `${document.setting.name}, Record, ${copy}.pdf`,
    body: pdfWhenRead(RECORD_TEMPLATE, printed(document, as)),
  }
}
