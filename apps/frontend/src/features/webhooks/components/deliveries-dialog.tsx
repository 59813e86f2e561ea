import type { Webhook, WebhookDelivery } from '@hg/contracts'
import { Loaded } from '#components/loaded.tsx'
import { Age, Moment } from '#components/ui/age.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogBody, DialogFooter, useDialog } from '#components/ui/dialog.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { ShowMore } from '#components/ui/show-more.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import { plural } from '#lib/format.ts'
import { useRedeliver, useTestWebhook } from '../change-webhooks.ts'
import { useDeliveries } from '../get-webhooks.ts'
import { attemptText, eventLabel } from '../words.ts'

/** What was delivered to a webhook, with every try; closed without one. */
export function DeliveriesDialog({ webhook, onClose }: { webhook: Webhook | null; onClose: () => void }) {
  return (
    <Dialog
      wide
      title="Deliveries"
      description={webhook && <span className="font-mono text-sm wrap-anywhere">{webhook.url}</span>}
      open={webhook !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      {webhook && <Deliveries webhook={webhook} />}
    </Dialog>
  )
}

function Deliveries({ webhook }: { webhook: Webhook }) {
  const { close } = useDialog()
  const deliveries = useDeliveries(webhook.id)
  const test = useTestWebhook(webhook)
  return (
    <>
      <DialogBody className="gap-0">
        <Loaded query={deliveries} what="the deliveries" shape="rows" place="section">
          {(rows) =>
            rows.length === 0 ? (
              <Blank title="Nothing was sent yet">
                <p>Send a test to see whether it arrives.</p>
              </Blank>
            ) : (
              <>
                {rows.map((row) => (
                  <Delivery key={row.id} delivery={row} isOff={!webhook.is_enabled} />
                ))}
                <ShowMore query={deliveries} count={rows.length} one="delivery" many="deliveries" />
                <p className="pt-4 text-sm text-ink-3">Deliveries are kept for 30 days.</p>
              </>
            )
          }
        </Loaded>
      </DialogBody>
      <DialogFooter>
        <Button busy={test.isPending} onClick={() => test.submit(undefined)}>
          Send a test
        </Button>
        <Button look="primary" onClick={close}>
          Done
        </Button>
      </DialogFooter>
    </>
  )
}

function Delivery({ delivery, isOff }: { delivery: WebhookDelivery; isOff: boolean }) {
  const { attempts, status, next_attempt_at } = delivery
  const again = useRedeliver(delivery)
  return (
    <Disclosure
      className="first:border-t-0"
      title={eventLabel(delivery.event)}
      aside={
        <span className="inline-flex items-baseline gap-4">
          <DeliveryState delivery={delivery} />
          <Age at={delivery.occurred_at} />
        </span>
      }
    >
      <div className="grid gap-3 pl-6 text-sm">
        {delivery.callback_url !== null && (
          <p className="wrap-anywhere">
            Sent to <code className="font-mono">{delivery.callback_url}</code>, as its request asked.
          </p>
        )}
        <p className="text-ink-3">
          Message <code className="font-mono wrap-anywhere">{delivery.message_id}</code>
        </p>
        {attempts.length === 0 && <p>{status === 'pending' ? 'Not tried yet.' : 'Never tried.'}</p>}
        <ol className="grid gap-1">
          {attempts.map((attempt) => (
            <li key={attempt.at} className="flex flex-wrap gap-x-4">
              <Moment at={attempt.at} />
              <span>{attemptText(attempt)}</span>
              <span className="figures text-ink-3">{attempt.duration_ms} ms</span>
            </li>
          ))}
        </ol>
        {status === 'pending' && attempts.length > 0 && next_attempt_at !== null && (
          <p>
            Next try: <Moment at={next_attempt_at} />
          </p>
        )}
        {status !== 'pending' && (
          <div>
            <Button
              size="sm"
              busy={again.isPending}
              off={isOff ? 'The webhook is off: switch it on first.' : null}
              onClick={() => again.submit(undefined)}
            >
              Send it again
            </Button>
          </div>
        )}
      </div>
    </Disclosure>
  )
}

function DeliveryState({ delivery: { status, attempts } }: { delivery: WebhookDelivery }) {
  if (status === 'delivered') {
    return (
      <StateMark shape="check" tone="positive">
        Arrived
      </StateMark>
    )
  }
  if (status === 'failed') {
    return (
      <StateMark shape="cross" tone="danger" loud>
        Given up
      </StateMark>
    )
  }
  return (
    <StateMark shape="ring" tone={attempts.length > 0 ? 'caution' : 'accent'} pulse>
      {attempts.length > 0 ? plural(attempts.length, 'failed try', 'failed tries') : 'On its way'}
    </StateMark>
  )
}
