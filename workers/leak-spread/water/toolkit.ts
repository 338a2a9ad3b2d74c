/**
 * The calls of epanet-js that are used here. Its own types end at engine 2.2 and do not resolve under Node's rules; the codes
 * stand in `codes.ts`. Numbers of nodes and links begin with 1. A call that fails throws an Error "EPANET Error 2xx: …".
 */
export interface EpanetProject {
  open(input: string, report: string, binary: string): void
  close(): void
  setReport(command: string): void
  setStatusReport(level: number): void
  getCount(kind: number): number
  getFlowUnits(): number
  getOption(code: number): number
  setOption(code: number, value: number): void
  getTimeParameter(code: number): number
  setTimeParameter(code: number, seconds: number): void
  getStatistic(code: number): number
  setDemandModel(model: number, minimum: number, required: number, exponent: number): void

  addNode(id: string, kind: number): number
  addLink(id: string, kind: number, from: string, to: string): number
  getNodeType(node: number): number
  getNodeId(node: number): string
  getLinkId(link: number): string
  getLinkType(link: number): number
  getLinkNodes(link: number): { readonly node1: number; readonly node2: number }
  setLinkNodes(link: number, from: number, to: number): void
  setPipeData(link: number, length: number, diameter: number, roughness: number, minorLoss: number): void
  getNodeValue(node: number, code: number): number
  setNodeValue(node: number, code: number, value: number): void
  getLinkValue(link: number, code: number): number
  setLinkValue(link: number, code: number, value: number): void
  /** of all, in their order */
  getNodeValues(code: number): number[]
  getLinkValues(code: number): number[]

  getControl(control: number): { readonly linkIndex: number }
  setControlEnabled(control: number, isEnabled: number): void
  getRule(rule: number): { readonly thenActionCount: number; readonly elseActionCount: number }
  getThenAction(rule: number, action: number): { readonly linkIndex: number }
  getElseAction(rule: number, action: number): { readonly linkIndex: number }
  setRuleEnabled(rule: number, isEnabled: number): void

  openH(): void
  /** 0 = flows as they are, 10 = flows anew, 1 = flows as they are and results kept for quality */
  initH(flag: number): void
  /** @returns  the time that was solved [s] */
  runH(): number
  /** @returns  the length of the step to the next [s]; 0 = the end */
  nextH(): number
  closeH(): void
  setQualityType(kind: number, chemical: string, units: string, traceNode: string): void
  openQ(): void
  initQ(flag: number): void
  runQ(): number
  /** @returns  time left [s] */
  stepQ(): number
  closeQ(): void
}

/** An engine with files of its own in memory. */
export interface EpanetEngine {
  /** e.g. 20305 */
  readonly version: number
  loadModule(): Promise<void>
  writeFile(path: string, text: string): void
  readFile(path: string): string
}

/** The package. */
export interface EpanetToolkit {
  readonly Project: new (engine: EpanetEngine) => EpanetProject
  readonly Workspace: new () => EpanetEngine
}
