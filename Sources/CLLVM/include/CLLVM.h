// The part of LLVM's C interface that Valence uses, by prototypes of its own: the library is opened
// at the first compile, so that neither the build nor the start of the program needs it.
#ifndef VALENCE_CLLVM_H
#define VALENCE_CLLVM_H

#include <stddef.h>
#include <stdint.h>

#include "CKernelFrame.h"

typedef struct LLVMOpaqueContext *LLVMContextRef;
typedef struct LLVMOpaqueModule *LLVMModuleRef;
typedef struct LLVMOpaqueType *LLVMTypeRef;
typedef struct LLVMOpaqueValue *LLVMValueRef;
typedef struct LLVMOpaqueBasicBlock *LLVMBasicBlockRef;
typedef struct LLVMOpaqueBuilder *LLVMBuilderRef;
typedef struct LLVMOpaqueAttributeRef *LLVMAttributeRef;
typedef struct LLVMOpaqueMemoryBuffer *LLVMMemoryBufferRef;
typedef struct LLVMOpaqueMetadata *LLVMMetadataRef;
typedef struct LLVMTarget *LLVMTargetRef;
typedef struct LLVMOpaqueTargetMachine *LLVMTargetMachineRef;
typedef struct LLVMOpaqueTargetData *LLVMTargetDataRef;
typedef struct LLVMOpaquePassBuilderOptions *LLVMPassBuilderOptionsRef;
typedef struct LLVMOpaqueError *LLVMErrorRef;
typedef struct LLVMOrcOpaqueLLJIT *LLVMOrcLLJITRef;
typedef struct LLVMOrcOpaqueLLJITBuilder *LLVMOrcLLJITBuilderRef;
typedef struct LLVMOrcOpaqueJITDylib *LLVMOrcJITDylibRef;

// Of LLVMIntPredicate and LLVMRealPredicate.
enum {
  CLLVM_INT_EQ = 32, CLLVM_INT_NE = 33, CLLVM_INT_UGE = 35, CLLVM_INT_ULT = 36,
  CLLVM_INT_SGE = 39, CLLVM_INT_SLT = 40, CLLVM_INT_SLE = 41,
  CLLVM_REAL_OEQ = 1, CLLVM_REAL_OGT = 2, CLLVM_REAL_OGE = 3, CLLVM_REAL_OLT = 4,
  CLLVM_REAL_OLE = 5, CLLVM_REAL_UNO = 8, CLLVM_REAL_UNE = 14
};

#define CLLVM_FUNCTIONS(F) \
  F(LLVMContextRef, ContextCreate, (void)) \
  F(void, ContextDispose, (LLVMContextRef)) \
  F(LLVMModuleRef, ModuleCreateWithNameInContext, (const char *, LLVMContextRef)) \
  F(void, DisposeModule, (LLVMModuleRef)) \
  F(char *, PrintModuleToString, (LLVMModuleRef)) \
  F(void, DisposeMessage, (char *)) \
  F(void, SetTarget, (LLVMModuleRef, const char *)) \
  F(LLVMTypeRef, Int1TypeInContext, (LLVMContextRef)) \
  F(LLVMTypeRef, Int8TypeInContext, (LLVMContextRef)) \
  F(LLVMTypeRef, Int32TypeInContext, (LLVMContextRef)) \
  F(LLVMTypeRef, Int64TypeInContext, (LLVMContextRef)) \
  F(LLVMTypeRef, DoubleTypeInContext, (LLVMContextRef)) \
  F(LLVMTypeRef, VoidTypeInContext, (LLVMContextRef)) \
  F(LLVMTypeRef, PointerTypeInContext, (LLVMContextRef, unsigned)) \
  F(LLVMTypeRef, VectorType, (LLVMTypeRef, unsigned)) \
  F(LLVMTypeRef, ArrayType2, (LLVMTypeRef, uint64_t)) \
  F(LLVMTypeRef, FunctionType, (LLVMTypeRef, LLVMTypeRef *, unsigned, int)) \
  F(LLVMTypeRef, TypeOf, (LLVMValueRef)) \
  F(LLVMValueRef, AddFunction, (LLVMModuleRef, const char *, LLVMTypeRef)) \
  F(LLVMValueRef, GetParam, (LLVMValueRef, unsigned)) \
  F(unsigned, GetEnumAttributeKindForName, (const char *, size_t)) \
  F(LLVMAttributeRef, CreateEnumAttribute, (LLVMContextRef, unsigned, uint64_t)) \
  F(LLVMAttributeRef, CreateStringAttribute, \
    (LLVMContextRef, const char *, unsigned, const char *, unsigned)) \
  F(void, AddAttributeAtIndex, (LLVMValueRef, unsigned, LLVMAttributeRef)) \
  F(void, AddCallSiteAttribute, (LLVMValueRef, unsigned, LLVMAttributeRef)) \
  F(unsigned, LookupIntrinsicID, (const char *, size_t)) \
  F(LLVMValueRef, GetIntrinsicDeclaration, (LLVMModuleRef, unsigned, LLVMTypeRef *, size_t)) \
  F(LLVMTypeRef, IntrinsicGetType, (LLVMContextRef, unsigned, LLVMTypeRef *, size_t)) \
  F(LLVMBasicBlockRef, AppendBasicBlockInContext, (LLVMContextRef, LLVMValueRef, const char *)) \
  F(LLVMBuilderRef, CreateBuilderInContext, (LLVMContextRef)) \
  F(void, DisposeBuilder, (LLVMBuilderRef)) \
  F(void, PositionBuilderAtEnd, (LLVMBuilderRef, LLVMBasicBlockRef)) \
  F(LLVMBasicBlockRef, GetInsertBlock, (LLVMBuilderRef)) \
  F(LLVMValueRef, ConstInt, (LLVMTypeRef, unsigned long long, int)) \
  F(LLVMValueRef, ConstNull, (LLVMTypeRef)) \
  F(LLVMValueRef, ConstAllOnes, (LLVMTypeRef)) \
  F(LLVMValueRef, ConstVector, (LLVMValueRef *, unsigned)) \
  F(LLVMValueRef, ConstBitCast, (LLVMValueRef, LLVMTypeRef)) \
  F(LLVMValueRef, GetUndef, (LLVMTypeRef)) \
  F(LLVMValueRef, GetPoison, (LLVMTypeRef)) \
  F(LLVMValueRef, BuildAlloca, (LLVMBuilderRef, LLVMTypeRef, const char *)) \
  F(void, SetAlignment, (LLVMValueRef, unsigned)) \
  F(LLVMValueRef, BuildLoad2, (LLVMBuilderRef, LLVMTypeRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildStore, (LLVMBuilderRef, LLVMValueRef, LLVMValueRef)) \
  F(LLVMValueRef, BuildGEP2, \
    (LLVMBuilderRef, LLVMTypeRef, LLVMValueRef, LLVMValueRef *, unsigned, const char *)) \
  F(LLVMValueRef, BuildAdd, (LLVMBuilderRef, LLVMValueRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildSub, (LLVMBuilderRef, LLVMValueRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildMul, (LLVMBuilderRef, LLVMValueRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildSDiv, (LLVMBuilderRef, LLVMValueRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildSRem, (LLVMBuilderRef, LLVMValueRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildAnd, (LLVMBuilderRef, LLVMValueRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildOr, (LLVMBuilderRef, LLVMValueRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildXor, (LLVMBuilderRef, LLVMValueRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildShl, (LLVMBuilderRef, LLVMValueRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildLShr, (LLVMBuilderRef, LLVMValueRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildNot, (LLVMBuilderRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildFAdd, (LLVMBuilderRef, LLVMValueRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildFSub, (LLVMBuilderRef, LLVMValueRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildFMul, (LLVMBuilderRef, LLVMValueRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildFDiv, (LLVMBuilderRef, LLVMValueRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildFRem, (LLVMBuilderRef, LLVMValueRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildFNeg, (LLVMBuilderRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildFreeze, (LLVMBuilderRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildICmp, \
    (LLVMBuilderRef, unsigned, LLVMValueRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildFCmp, \
    (LLVMBuilderRef, unsigned, LLVMValueRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildSelect, \
    (LLVMBuilderRef, LLVMValueRef, LLVMValueRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildZExt, (LLVMBuilderRef, LLVMValueRef, LLVMTypeRef, const char *)) \
  F(LLVMValueRef, BuildSExt, (LLVMBuilderRef, LLVMValueRef, LLVMTypeRef, const char *)) \
  F(LLVMValueRef, BuildTrunc, (LLVMBuilderRef, LLVMValueRef, LLVMTypeRef, const char *)) \
  F(LLVMValueRef, BuildSIToFP, (LLVMBuilderRef, LLVMValueRef, LLVMTypeRef, const char *)) \
  F(LLVMValueRef, BuildFPToSI, (LLVMBuilderRef, LLVMValueRef, LLVMTypeRef, const char *)) \
  F(LLVMValueRef, BuildBitCast, (LLVMBuilderRef, LLVMValueRef, LLVMTypeRef, const char *)) \
  F(LLVMValueRef, BuildPtrToInt, (LLVMBuilderRef, LLVMValueRef, LLVMTypeRef, const char *)) \
  F(LLVMValueRef, BuildPhi, (LLVMBuilderRef, LLVMTypeRef, const char *)) \
  F(void, AddIncoming, (LLVMValueRef, LLVMValueRef *, LLVMBasicBlockRef *, unsigned)) \
  F(LLVMValueRef, BuildBr, (LLVMBuilderRef, LLVMBasicBlockRef)) \
  F(LLVMValueRef, BuildCondBr, \
    (LLVMBuilderRef, LLVMValueRef, LLVMBasicBlockRef, LLVMBasicBlockRef)) \
  F(LLVMValueRef, BuildRet, (LLVMBuilderRef, LLVMValueRef)) \
  F(LLVMValueRef, BuildCall2, \
    (LLVMBuilderRef, LLVMTypeRef, LLVMValueRef, LLVMValueRef *, unsigned, const char *)) \
  F(LLVMValueRef, BuildExtractElement, \
    (LLVMBuilderRef, LLVMValueRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildInsertElement, \
    (LLVMBuilderRef, LLVMValueRef, LLVMValueRef, LLVMValueRef, const char *)) \
  F(LLVMValueRef, BuildShuffleVector, \
    (LLVMBuilderRef, LLVMValueRef, LLVMValueRef, LLVMValueRef, const char *)) \
  F(unsigned, GetMDKindIDInContext, (LLVMContextRef, const char *, unsigned)) \
  F(LLVMMetadataRef, MDNodeInContext2, (LLVMContextRef, LLVMMetadataRef *, size_t)) \
  F(LLVMMetadataRef, ValueAsMetadata, (LLVMValueRef)) \
  F(LLVMValueRef, MetadataAsValue, (LLVMContextRef, LLVMMetadataRef)) \
  F(void, SetMetadata, (LLVMValueRef, unsigned, LLVMValueRef)) \
  F(void, GetVersion, (unsigned *, unsigned *, unsigned *)) \
  F(void, InitializeX86TargetInfo, (void)) \
  F(void, InitializeX86Target, (void)) \
  F(void, InitializeX86TargetMC, (void)) \
  F(void, InitializeX86AsmPrinter, (void)) \
  F(char *, GetDefaultTargetTriple, (void)) \
  F(char *, GetHostCPUName, (void)) \
  F(char *, GetHostCPUFeatures, (void)) \
  F(int, GetTargetFromTriple, (const char *, LLVMTargetRef *, char **)) \
  F(LLVMTargetMachineRef, CreateTargetMachine, \
    (LLVMTargetRef, const char *, const char *, const char *, int, int, int)) \
  F(void, DisposeTargetMachine, (LLVMTargetMachineRef)) \
  F(LLVMTargetDataRef, CreateTargetDataLayout, (LLVMTargetMachineRef)) \
  F(void, DisposeTargetData, (LLVMTargetDataRef)) \
  F(void, SetModuleDataLayout, (LLVMModuleRef, LLVMTargetDataRef)) \
  F(int, VerifyModule, (LLVMModuleRef, int, char **)) \
  F(int, TargetMachineEmitToMemoryBuffer, \
    (LLVMTargetMachineRef, LLVMModuleRef, int, char **, LLVMMemoryBufferRef *)) \
  F(LLVMPassBuilderOptionsRef, CreatePassBuilderOptions, (void)) \
  F(void, DisposePassBuilderOptions, (LLVMPassBuilderOptionsRef)) \
  F(LLVMErrorRef, RunPasses, \
    (LLVMModuleRef, const char *, LLVMTargetMachineRef, LLVMPassBuilderOptionsRef)) \
  F(char *, GetErrorMessage, (LLVMErrorRef)) \
  F(void, DisposeErrorMessage, (char *)) \
  F(const char *, GetBufferStart, (LLVMMemoryBufferRef)) \
  F(size_t, GetBufferSize, (LLVMMemoryBufferRef)) \
  F(void, DisposeMemoryBuffer, (LLVMMemoryBufferRef)) \
  F(LLVMMemoryBufferRef, CreateMemoryBufferWithMemoryRangeCopy, \
    (const char *, size_t, const char *)) \
  F(LLVMErrorRef, OrcCreateLLJIT, (LLVMOrcLLJITRef *, LLVMOrcLLJITBuilderRef)) \
  F(LLVMOrcJITDylibRef, OrcLLJITGetMainJITDylib, (LLVMOrcLLJITRef)) \
  F(LLVMErrorRef, OrcLLJITAddObjectFile, \
    (LLVMOrcLLJITRef, LLVMOrcJITDylibRef, LLVMMemoryBufferRef)) \
  F(LLVMErrorRef, OrcLLJITLookup, (LLVMOrcLLJITRef, uint64_t *, const char *))

// LLVM's functions under their names without the prefix.
typedef struct CLLVMTable {
#define F(result, name, parameters) result(*name) parameters;
  CLLVM_FUNCTIONS(F)
#undef F
} CLLVMTable;

// Opens the library, at the first call.
//
// Returns NULL where it is not there or not version 19, with a message. Thread-safe.
const CLLVMTable *cllvm_open(const char **message);

#endif
