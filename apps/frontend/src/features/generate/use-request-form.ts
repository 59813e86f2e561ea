import { zodResolver } from '@hookform/resolvers/zod'
import {
  type Client,
  type ContentTemplate,
  type ContentType,
  generateRequest,
  type GenerateRequest,
  type Job,
  llmPreferences,
  type LlmPreferences,
} from '@hg/contracts'
import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { fillRequest } from '#features/content-templates/fill-request.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { showAtFields } from '#lib/forms/use-save.ts'
import { formatUsd } from '#lib/format.ts'
import { useCreateJob } from './create-job.ts'
import { firstValues } from './first-values.ts'
import { requestFieldOfCode, requestFields } from './request-fields.ts'
import { tidyRequest } from './tidy-request.ts'
import { usePromptOfRequest } from './use-prompt-of-request.ts'

const resolver = zodResolver(generateRequest, { error: formMessage })
const preferences = Object.keys(llmPreferences.shape) as (keyof LlmPreferences)[]

/**
 * A request in the making, and how it is sent. What was typed stays, whatever happens, until the request is accepted.
 *
 * @param like a job whose request the form begins with
 */
export function useRequestForm(client: Client, contentType: ContentType, like: Job | undefined) {
  const router = useRouter()
  const createJob = useCreateJob()
  const underWay = useRef(false)
  /** Whether the model preferences are unfolded. */
  const [optionsOpen, setOptionsOpen] = useState(like?.parameters.llm !== undefined)
  const form = useForm<GenerateRequest>({ resolver, defaultValues: firstValues(client.id, contentType, like) })
  const { setValue } = form
  const prompt = usePromptOfRequest(form, client.id, contentType)
  const fields = [...requestFields, ...prompt.needed.map(({ name }) => `variables.${name}`)]

  useEffect(() => setValue('client_id', client.id), [client.id, setValue])

  function chooseTemplate(chosen: ContentTemplate | null, before: ContentTemplate | null) {
    const { keywords, brief, llm } = fillRequest(form.getValues(), before, chosen)
    setValue('content_template_id', chosen?.id, { shouldDirty: true, shouldValidate: true })
    setValue('keywords', keywords, { shouldDirty: true })
    setValue('brief', brief, { shouldDirty: true })
    for (const name of preferences) setValue(`llm.${name}`, llm?.[name], { shouldDirty: true })
    if (llm) setOptionsOpen(true)
  }

  function send(values: GenerateRequest) {
    if (underWay.current) return
    const request = prompt.withVariables(values)
    if (!request) return
    underWay.current = true
    createJob.mutate(tidyRequest(request), {
      onSuccess: (accepted) => {
        toast.success('Accepted', { description: `Estimated at ${formatUsd(accepted.estimated_cost_usd)} at most.` })
        router.push(`/jobs/${accepted.job_id}`)
      },
      onError: (error) => {
        underWay.current = false
        const first = showAtFields(error, { form, fields, fieldOfCode: requestFieldOfCode })
        if (first?.startsWith('llm.')) setOptionsOpen(true)
      },
    })
  }

  return {
    ...{ form, prompt, fields, optionsOpen, setOptionsOpen, chooseTemplate },
    /** Why it was not accepted. */
    error: createJob.error,
    isBusy: createJob.isPending || createJob.isSuccess,
    submit: (event: FormEvent<HTMLFormElement>) =>
      void form.handleSubmit(send, (wrong) => setOptionsOpen((open) => open || !!wrong.llm))(event),
  }
}
