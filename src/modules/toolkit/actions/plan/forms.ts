// What people send when a gap waits.
import { form, version, words } from '../../../../kernel/form.ts'

export const reasonForm = form({ reason: words('Say why it can wait', 1000), version: version() })
