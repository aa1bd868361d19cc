#include "thread-pool.h"

namespace ropewalk {

thread_pool::thread_pool(int n_threads) {
    for (int thread = 1; thread < n_threads; thread++) {
        workers.emplace_back([this, thread] { worker_loop(thread); });
    }
}

thread_pool::~thread_pool() {
    {
        std::lock_guard<std::mutex> lock(mutex);
        stopping = true;
    }
    wake.notify_all();
    for (auto & worker : workers) {
        worker.join();
    }
}

void thread_pool::run(int items, const std::function<void(int, int)> & work) {
    {
        std::lock_guard<std::mutex> lock(mutex);
        current = &work;
        n_items = items;
        n_running = int(workers.size());
        first_error = nullptr;
        generation++;
    }
    wake.notify_all();
    run_share(0);
    std::unique_lock<std::mutex> lock(mutex);
    done.wait(lock, [this] { return n_running == 0; });
    current = nullptr;
    if (first_error) {
        std::rethrow_exception(first_error);
    }
}

void thread_pool::run_share(int thread) {
    try {
        for (int item = thread; item < n_items; item += size()) {
            (*current)(item, thread);
        }
    } catch (...) {
        std::lock_guard<std::mutex> lock(mutex);
        if (!first_error) {
            first_error = std::current_exception();
        }
    }
}

void thread_pool::worker_loop(int thread) {
    unsigned long seen = 0;
    for (;;) {
        {
            std::unique_lock<std::mutex> lock(mutex);
            wake.wait(lock, [&] { return stopping || generation != seen; });
            if (stopping) {
                return;
            }
            seen = generation;
        }
        run_share(thread);
        std::lock_guard<std::mutex> lock(mutex);
        if (--n_running == 0) {
            done.notify_one();
        }
    }
}

} // namespace ropewalk
