// A Vulkan driver that passes everything on to Mesa's lavapipe, and claims four features in its name: dynamic indexing
// of arrays of uniform buffers, sampled images, storage buffers and storage images. Dawn asks for them of every device,
// lavapipe 22.3 does not report them, and the functions of shaders/math index no such array. It serves to compare
// devices, not to run the page.
//
// MESA_DRIVER names lavapipe's library. Interface: "Vulkan-Loader Interface Architecture", the loader and drivers.

#define VK_NO_PROTOTYPES
#include <vulkan/vk_icd.h>
#include <vulkan/vulkan.h>

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORTED __attribute__((visibility("default")))
#define FEATURE_COUNT 4

static PFN_vkGetInstanceProcAddr driver_function;
static PFN_GetPhysicalDeviceProcAddr driver_device_function;
static PFN_vkNegotiateLoaderICDInterfaceVersion driver_negotiate;
static VkInstance instance;

static void load_driver(void) {
  if (driver_function != NULL) return;
  const char *path = getenv("MESA_DRIVER");
  void *library = path == NULL ? NULL : dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    fprintf(stderr, "MESA_DRIVER is %s: %s\n", path == NULL ? "not set" : path, path == NULL ? "" : dlerror());
    exit(1);
  }
  driver_function = (PFN_vkGetInstanceProcAddr)dlsym(library, "vk_icdGetInstanceProcAddr");
  driver_device_function = (PFN_GetPhysicalDeviceProcAddr)dlsym(library, "vk_icdGetPhysicalDeviceProcAddr");
  driver_negotiate =
      (PFN_vkNegotiateLoaderICDInterfaceVersion)dlsym(library, "vk_icdNegotiateLoaderICDInterfaceVersion");
}

static void set_claimed(VkPhysicalDeviceFeatures *features, VkBool32 value) {
  VkBool32 *claimed[FEATURE_COUNT] = {
      &features->shaderUniformBufferArrayDynamicIndexing,
      &features->shaderSampledImageArrayDynamicIndexing,
      &features->shaderStorageBufferArrayDynamicIndexing,
      &features->shaderStorageImageArrayDynamicIndexing,
  };
  for (int i = 0; i < FEATURE_COUNT; i += 1) *claimed[i] = value;
}

static VKAPI_ATTR void VKAPI_CALL get_features(VkPhysicalDevice device, VkPhysicalDeviceFeatures *features) {
  ((PFN_vkGetPhysicalDeviceFeatures)driver_function(instance, "vkGetPhysicalDeviceFeatures"))(device, features);
  set_claimed(features, VK_TRUE);
}

static VKAPI_ATTR void VKAPI_CALL get_features2(VkPhysicalDevice device, VkPhysicalDeviceFeatures2 *features) {
  ((PFN_vkGetPhysicalDeviceFeatures2)driver_function(instance, "vkGetPhysicalDeviceFeatures2"))(device, features);
  set_claimed(&features->features, VK_TRUE);
}

// lavapipe would refuse what it does not report, so the claimed features are taken out of the request.
static VKAPI_ATTR VkResult VKAPI_CALL create_device(VkPhysicalDevice physical, const VkDeviceCreateInfo *wanted,
                                                    const VkAllocationCallbacks *allocator, VkDevice *device) {
  VkDeviceCreateInfo info = *wanted;
  VkPhysicalDeviceFeatures features;
  if (info.pEnabledFeatures != NULL) {
    features = *info.pEnabledFeatures;
    set_claimed(&features, VK_FALSE);
    info.pEnabledFeatures = &features;
  }
  for (VkBaseOutStructure *next = (VkBaseOutStructure *)info.pNext; next != NULL; next = next->pNext) {
    if (next->sType != VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2) continue;
    set_claimed(&((VkPhysicalDeviceFeatures2 *)next)->features, VK_FALSE);
  }
  return ((PFN_vkCreateDevice)driver_function(instance, "vkCreateDevice"))(physical, &info, allocator, device);
}

// The process has one instance at a time.
static VKAPI_ATTR VkResult VKAPI_CALL create_instance(const VkInstanceCreateInfo *info,
                                                      const VkAllocationCallbacks *allocator, VkInstance *created) {
  VkResult result = ((PFN_vkCreateInstance)driver_function(NULL, "vkCreateInstance"))(info, allocator, created);
  instance = *created;
  return result;
}

static PFN_vkVoidFunction own_function(const char *name) {
  if (strcmp(name, "vkCreateInstance") == 0) return (PFN_vkVoidFunction)create_instance;
  if (strcmp(name, "vkCreateDevice") == 0) return (PFN_vkVoidFunction)create_device;
  if (strcmp(name, "vkGetPhysicalDeviceFeatures") == 0) return (PFN_vkVoidFunction)get_features;
  if (strcmp(name, "vkGetPhysicalDeviceFeatures2") == 0) return (PFN_vkVoidFunction)get_features2;
  if (strcmp(name, "vkGetPhysicalDeviceFeatures2KHR") == 0) return (PFN_vkVoidFunction)get_features2;
  return NULL;
}

EXPORTED VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL vk_icdGetInstanceProcAddr(VkInstance of, const char *name) {
  load_driver();
  PFN_vkVoidFunction own = own_function(name);
  return own != NULL ? own : driver_function(of, name);
}

EXPORTED VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL vk_icdGetPhysicalDeviceProcAddr(VkInstance of, const char *name) {
  load_driver();
  PFN_vkVoidFunction own = own_function(name);
  if (own != NULL) return own;
  return driver_device_function == NULL ? NULL : driver_device_function(of, name);
}

EXPORTED VKAPI_ATTR VkResult VKAPI_CALL vk_icdNegotiateLoaderICDInterfaceVersion(uint32_t *version) {
  load_driver();
  return driver_negotiate(version);
}
