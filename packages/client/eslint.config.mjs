import { houseRules } from '@hg/tooling/eslint'

export default houseRules(import.meta.dirname)
