import { ConnectionFault, ErrorCode } from '../wire/fault.ts'
import { CODE_LENGTHS, EOS } from './huffman-code.ts'

// A state machine that reads four bits a step: the shortest code has five, so that a step ends at most one symbol. An
// entry is the state after the step, and the symbol that ended, if any.
const EMITS = 0x10000
const FAILS = 0x20000
const { steps, mayEnd } = buildMachine()

/**
 * Decodes a string of RFC 7541 section 5.2 into `target`, which has to hold 8/5 of its length, and returns the number
 * of octets.
 *
 * @throws ConnectionFault when it contains EOS, or is not padded with less than eight ones
 */
export function decodeHuffman(bytes: Buffer, start: number, end: number, target: Buffer): number {
  let state = 0
  let length = 0
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number
    const high = steps[(state << 4) | (byte >>> 4)] as number
    if (high >= EMITS) {
      target[length] = high >>> 8
      length += 1
    }
    const low = steps[((high & 255) << 4) | (byte & 15)] as number
    if (low >= EMITS) {
      target[length] = low >>> 8
      length += 1
    }
    if (((high | low) & FAILS) !== 0) {
      throw new ConnectionFault(ErrorCode.compressionError, 'EOS in a Huffman-coded string')
    }
    state = low & 255
  }
  if (mayEnd[state] !== 1) {
    throw new ConnectionFault(ErrorCode.compressionError, 'a Huffman-coded string is badly padded')
  }
  return length
}

type Node = { children: (Node | number | undefined)[]; state: number }

function buildMachine(): { steps: Int32Array; mayEnd: Uint8Array } {
  const nodes: Node[] = []
  const root = addNode(nodes)
  let code = 0
  let previous = 0
  for (const symbol of symbolsByLength()) {
    const length = CODE_LENGTHS[symbol] as number
    code <<= length - previous
    previous = length
    addCode(nodes, root, { code, length, symbol })
    code += 1
  }
  const steps = new Int32Array(nodes.length << 4)
  for (const node of nodes) {
    for (let nibble = 0; nibble < 16; nibble++) {
      steps[(node.state << 4) | nibble] = walk(node, root, nibble)
    }
  }
  return { steps, mayEnd: endings(root, nodes.length) }
}

function symbolsByLength(): number[] {
  const length = (symbol: number): number => CODE_LENGTHS[symbol] as number
  return CODE_LENGTHS.map((_, symbol) => symbol).sort((a, b) => length(a) - length(b) || a - b)
}

function addNode(nodes: Node[]): Node {
  const node = { children: [undefined, undefined], state: nodes.length }
  nodes.push(node)
  return node
}

function addCode(
  nodes: Node[],
  root: Node,
  { code, length, symbol }: { code: number; length: number; symbol: number },
): void {
  let node = root
  for (let bit = length - 1; bit > 0; bit--) {
    const side = (code >>> bit) & 1
    node.children[side] ??= addNode(nodes)
    node = node.children[side] as Node
  }
  node.children[code & 1] = symbol
}

function walk(from: Node, root: Node, nibble: number): number {
  let node = from
  let emitted = 0
  for (let bit = 3; bit >= 0; bit--) {
    const next = node.children[(nibble >>> bit) & 1] as Node | number
    if (typeof next !== 'number') {
      node = next
    } else if (next === EOS) {
      return FAILS
    } else {
      emitted = EMITS | (next << 8)
      node = root
    }
  }
  return emitted | node.state
}

/** The start state, and those after one to seven ones: padding has to be a prefix of EOS. */
function endings(root: Node, states: number): Uint8Array {
  const mayEnd = new Uint8Array(states)
  let node = root
  for (let ones = 0; ones < 8; ones++) {
    mayEnd[node.state] = 1
    node = node.children[1] as Node
  }
  return mayEnd
}
