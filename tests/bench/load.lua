-- wrk counts only 4xx and 5xx as errors; here everything that is not 2xx is.
local threads = {}
function setup(thread) table.insert(threads, thread) end
function init() unwell = 0 end
function response(status) if status < 200 or status > 299 then unwell = unwell + 1 end end
function done(summary, latency)
  local all = 0
  for _, thread in ipairs(threads) do all = all + thread:get("unwell") end
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format("MEASURED %d %d %.6f %.3f %.3f\n", all + failed, summary.requests,
    summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
