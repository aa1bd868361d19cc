// A few threads that run the same function, for work too short to start threads for.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace ropewalk {

class thread_pool {
public:
    explicit thread_pool(int n_threads);
    ~thread_pool();

    thread_pool(const thread_pool &) = delete;
    thread_pool & operator=(const thread_pool &) = delete;

    int size() const { return int(workers.size()) + 1; }

    // Runs work(item, thread) for every item and waits. Item i always runs on thread i % size(), so that sums kept per thread
    // come out the same bit for bit. The caller is thread 0. The first exception thrown by an item is thrown here.
    void run(int n_items, const std::function<void(int item, int thread)> & work);

private:
    void worker_loop(int thread);
    void run_share(int thread);

    std::vector<std::thread> workers;
    std::mutex mutex;
    std::condition_variable wake;
    std::condition_variable done;
    const std::function<void(int, int)> * current = nullptr;
    std::exception_ptr first_error;
    int n_items = 0;
    int n_running = 0;
    unsigned long generation = 0;
    bool stopping = false;
};

} // namespace ropewalk
