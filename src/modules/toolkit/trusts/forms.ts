// What a head sends about a version that the trust may read.
import { form, uuid } from '../../../kernel/form.ts'

export const trustRecordForm = form({ record: uuid('Choose a version of the Record') })
