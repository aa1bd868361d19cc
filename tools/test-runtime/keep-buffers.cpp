// For tests on Mesa's device: buffers of Vulkan are kept until the process ends. Stands between ggml-vulkan and the Vulkan loader: opened
// before them into the global scope (keepBuffers.ts), or by LD_PRELOAD.
//
// ggml-vulkan gives all pipelines one descriptor layout and writes only the descriptors that a pipeline reads; behind them, a set that was
// used before still names buffers that may be gone (its scratch of flash attention grows with the number of keys). Vulkan allows that, since no
// shader reads them. lavapipe of Mesa 22.3 takes and gives back a reference to every buffer of the layout all the same (handle_set_stage in
// lvp_execute.c, llvmpipe_set_shader_buffers), also where the buffer was freed, and may free it once more. An allocator that keeps what
// is freed and stops at the second time showed it at the first try of repeat.test.ts: freed by ggml_vk_flash_attn, ggml_vk_preallocate_buffers,
// vkDestroyBuffer, and again by set_shader_buffers. Without that allocator one run in ten ended, as `munmap_chunk(): invalid pointer`.
// With the buffers kept there is no second time. A kept one costs 500 bytes: its memory is given back by vkFreeMemory.
#include <cstring>
#include <dlfcn.h>

namespace {

using function = void (*)();
using lookup = function (*)(void * owner, const char * name);

lookup of_loader(const char * name) {
    static void * loader = dlopen("libvulkan.so.1", RTLD_NOW);
    return reinterpret_cast<lookup>(dlsym(loader, name));
}

void keep_buffer(void * /*device*/, unsigned long long /*buffer*/, const void * /*allocator*/) {}

bool is(const char * name, const char * other) { return std::strcmp(name, other) == 0; }

} // namespace

extern "C" function vkGetDeviceProcAddr(void * device, const char * name) {
    static const lookup original = of_loader("vkGetDeviceProcAddr");
    return is(name, "vkDestroyBuffer") ? reinterpret_cast<function>(keep_buffer) : original(device, name);
}

extern "C" function vkGetInstanceProcAddr(void * instance, const char * name) {
    static const lookup original = of_loader("vkGetInstanceProcAddr");
    if (is(name, "vkDestroyBuffer")) {
        return reinterpret_cast<function>(keep_buffer);
    }
    return is(name, "vkGetDeviceProcAddr") ? reinterpret_cast<function>(vkGetDeviceProcAddr) : original(instance, name);
}

// Node opens addons only.
extern "C" void * napi_register_module_v1(void * /*environment*/, void * exports) { return exports; }
