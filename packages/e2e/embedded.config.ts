import { suite } from './src/suite.ts'

/** The embedded default, exactly as a first user starts it. */
export default suite('embedded', ['./src/stage/embedded.ts'])
