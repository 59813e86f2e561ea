/** The job has been given back to rest until something comes that it waits for: its work ends here, for now. */
export class JobRests extends Error {
  constructor(until: string) {
    super(`the job rests until ${until}`)
    this.name = 'JobRests'
  }
}
