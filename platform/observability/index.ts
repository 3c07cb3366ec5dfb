export { type FileSinkOptions, fileSink } from "./file-sink.ts";
export { createLog, type Log, type LogEntry, type LogLevel, type LogSink, logLevels, silentLog } from "./log.ts";
export { createMetrics, type Metrics, type MetricsSources } from "./metrics.ts";
export { isFromThisMachine, observeRequests, requestIdOf } from "./observe-requests.ts";
export { terminalSink } from "./terminal-sink.ts";
