import { describe } from 'node:test'
import { deliveryStage, type DeliveriesHarness } from './delivery-stage.ts'
import { testGrantedTopics } from './granted-topics.ts'
import { testNeverAccepted } from './never-accepted.ts'
import { testPlanning } from './planning.ts'
import { testRecording } from './recording.ts'
import { testStates } from './states.ts'

/** The contract of the delivery store on every database. `make` gives a fresh, empty one. */
export function testDeliveries(name: string, make: () => Promise<DeliveriesHarness>): void {
  describe(`the delivery store on ${name}`, { timeout: 90_000 }, () => {
    const stage = async () => deliveryStage(await make())
    testPlanning(stage)
    testRecording(stage)
    testGrantedTopics(stage)
    testNeverAccepted(stage)
    testStates(stage)
  })
}
