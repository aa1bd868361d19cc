export { reportJobs, type ReportJobs, type ReportLayout } from './reportJobs'
export { ReportThread } from './ReportThread'
